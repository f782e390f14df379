#!/usr/bin/env node
import { systemClock } from '@drs-orchestration/core/clock';
import { cancelled } from './exitStatus.js';
import { listenToInterrupts } from './interrupts.js';
import { bundledDeployables } from './local/functionBundles.js';
import { drsctl } from './program.js';

// Drills run on Node 20 too; that the SDK will want 22 some day is for who maintains this, not for who drills.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const interrupts = listenToInterrupts(() => process.exit(cancelled));

// A reader that has gone (`| head`, a closed terminal) is no fault of ours: nothing more can be said.
process.stdout.on('error', () => process.exit(cancelled));
process.stderr.on('error', () => undefined);

process.exitCode = await drsctl(process.argv.slice(2), {
  terminal: process,
  environment: process.env,
  interrupts,
  clock: systemClock,
  deployables: () => bundledDeployables(),
});
interrupts.release();
