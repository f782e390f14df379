export type { NamedWave, RunEvent, RunEventDetail } from './follow/events.js';
export type { RunResult, WaveResult } from './follow/result.js';
export { drsctl } from './program.js';
