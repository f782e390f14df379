export type { CommandContext } from './commandContext.js';
export type { NamedWave, RunEvent, RunEventDetail } from './follow/events.js';
export type { RunResult, WaveResult } from './follow/result.js';
export type { Interrupts } from './interrupts.js';
export { bundledDeployables, type Deployables } from './local/functionBundles.js';
export { drsctl } from './program.js';
export type { Terminal } from './terminal.js';
