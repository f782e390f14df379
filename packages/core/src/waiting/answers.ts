import { isDrained } from '../ending/drain.js';
import type { StoredExecution } from '../execution/executions.js';
import { readiness } from '../execution/readiness.js';
import { launchesSettled } from '../execution/settlement.js';
import type { WaveRecord } from '../execution/records.js';

/** What a Task of a wave waits for; a position names one server of a sequential wave. */
export type Awaited = 'DEPENDENCIES' | 'APPROVAL' | 'LAUNCH' | `LAUNCH#${number}`;

/** The name under which the token of a Task that waits for launches is kept. */
export function awaitedLaunch(position: number | undefined): Awaited {
  return position === undefined ? 'LAUNCH' : `LAUNCH#${position}`;
}

/**
 * The answer that the record holds for one who waits on a wave, or undefined where it is not there yet. Derived from
 * the record alone, so whoever asks gets the same (design section 5, tokens).
 * @param now Unix seconds.
 */
export function waveAnswer(wave: WaveRecord, awaited: Awaited, execution: StoredExecution, now: number): { readonly Answer: string } | undefined {
  if (awaited === 'DEPENDENCIES') {
    if (wave.WaveStatus === 'SKIPPED') return { Answer: 'SKIP' };
    const ready = readiness(wave, execution.waves, now);
    return ready === 'START' ? { Answer: 'START' } : undefined;
  }
  if (awaited === 'APPROVAL') return wave.Approval?.Decision === undefined ? undefined : { Answer: wave.Approval.Decision };
  const position = awaited === 'LAUNCH' ? undefined : Number(awaited.slice('LAUNCH#'.length));
  return launchesSettled(wave, position, execution.header.ExecutionType) ? { Answer: 'SETTLED' } : undefined;
}

/** The answer for the Task that waits for the drain. */
export function drainAnswer(execution: StoredExecution, now: number): { readonly Answer: string } | undefined {
  return isDrained(execution.header, execution.waves, now) ? { Answer: 'DRAINED' } : undefined;
}
