#!/usr/bin/env node
import { systemClock } from '@drs-orchestration/core/clock';
import { cancelled, internalError } from './exitStatus.js';
import { listenToInterrupts } from './interrupts.js';
import { bundledDeployables } from './local/functionBundles.js';
import { watchOutput } from './output.js';
import { drsctl } from './program.js';

// Drills run on Node 20 too; that the SDK will want 22 some day is for who maintains this, not for who drills.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const interrupts = listenToInterrupts(() => process.exit(cancelled));

const output = watchOutput(process);

// A stream tells of its failure after the command that wrote to it may have ended.
process.on('exit', (status) => {
  if (output.lost && status === 0) process.exitCode = internalError;
});

process.exitCode = await drsctl(process.argv.slice(2), {
  terminal: process,
  environment: process.env,
  interrupts,
  clock: systemClock,
  deployables: () => bundledDeployables(),
});
interrupts.release();
