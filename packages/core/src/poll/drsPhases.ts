import type { DrsPhase } from '../execution/records.js';
import type { DrsJobLogEvent } from '../ports/drs.js';

/** The job log's words for the parts of a launch. LAUNCH_END is not in DRS's model, but in real traces (drs-api.md). */
const words: ReadonlyMap<string, { readonly phase: DrsPhase['Phase']; readonly is: 'START' | 'END' | 'FAIL' }> = new Map([
  ['SNAPSHOT_START', { phase: 'SNAPSHOT', is: 'START' }],
  ['SNAPSHOT_END', { phase: 'SNAPSHOT', is: 'END' }],
  ['SNAPSHOT_FAIL', { phase: 'SNAPSHOT', is: 'FAIL' }],
  ['CONVERSION_START', { phase: 'CONVERSION', is: 'START' }],
  ['CONVERSION_END', { phase: 'CONVERSION', is: 'END' }],
  ['CONVERSION_FAIL', { phase: 'CONVERSION', is: 'FAIL' }],
  ['LAUNCH_START', { phase: 'LAUNCH', is: 'START' }],
  ['LAUNCH_END', { phase: 'LAUNCH', is: 'END' }],
  ['LAUNCH_FAILED', { phase: 'LAUNCH', is: 'FAIL' }],
] as const);

/**
 * How a server's launch went, as its job's log tells: from the first start of each part to its last end, since DRS may
 * try a part again. Parts in the order in which they began; undefined where the log tells of none.
 */
export function drsPhases(log: readonly DrsJobLogEvent[], sourceServerId: string): readonly DrsPhase[] | undefined {
  const phases = new Map<DrsPhase['Phase'], DrsPhase>();
  for (const { event, at, sourceServerId: server } of log) {
    const word = words.get(event);
    if (word === undefined || at === undefined || server !== sourceServerId) continue;
    const second = Math.floor(at / 1000);
    const before = phases.get(word.phase);
    const started: DrsPhase = { Phase: word.phase, StartTime: before?.StartTime ?? second };
    if (word.is === 'START') phases.set(word.phase, started);
    else phases.set(word.phase, { ...started, EndTime: Math.max(second, started.StartTime), ...(word.is === 'FAIL' ? { Failed: true } : {}) });
  }
  return phases.size === 0 ? undefined : [...phases.values()];
}
