#!/usr/bin/env node
import { npmThatRunsThis } from './npmsEnd.js';

// Looked up before all else is loaded: an npm that is killed meanwhile would not be found any more.
const npmIsGone = npmThatRunsThis();
const { runEmulator } = await import('./runEmulator.js');
await runEmulator(process.argv.slice(2), npmIsGone);
