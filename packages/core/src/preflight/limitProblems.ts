import type { WaveRecord } from '../execution/records.js';
import type { BoundedWave } from '../plan/executionBounds.js';
import { worstCaseHistoryEvents } from '../plan/historyEvents.js';
import { maximumHistoryEvents, maximumServersInWave } from '../plan/planLimits.js';
import type { PreparationProblem } from './preparationProblem.js';

/** Limits that only tags can break: the plan's own were checked when it was validated. */
export function limitProblems(resolved: readonly WaveRecord[]): readonly PreparationProblem[] {
  const crowded = resolved
    .filter((wave) => wave.Servers.length > maximumServersInWave)
    .map((wave): PreparationProblem => ({ code: 'WaveTooLarge', message: `Wave ${wave.WaveNumber} has ${wave.Servers.length} servers; ${maximumServersInWave} is the limit. Split it.`, wave: wave.WaveNumber }));
  const events = worstCaseHistoryEvents(resolved.map(boundedWave));
  if (events <= maximumHistoryEvents) return crowded;
  return [...crowded, { code: 'TooManyEvents', message: `The plan may need ${events} Step Functions history events; ${maximumHistoryEvents} is the limit. Make sequential waves parallel, or split the plan.` }];
}

/** A wave's record as its bounds need it. */
export function boundedWave(wave: WaveRecord): BoundedWave {
  return { ...wave, ServerCount: wave.Servers.length };
}
