import { thisRun, type ConformanceCase, type ExpectedEnd } from '../conformanceCase.js';
import type { ScriptedAnswer } from '../scriptedAnswer.js';
import { sources } from '../sources.js';
import type { RecoveryDefinition } from './recoveryDefinition.js';
import { callsOf, eventsOf, statesOf, type Way } from './way.js';

/** A case about the recovery machine, but for what all of them have in common. */
export type ToldRun = Pick<ConformanceCase, 'rule' | 'source' | 'ids' | 'order' | 'differs' | 'eventCounts' | 'lastEvent' | 'retryWaits'>;

/** What is expected of a run whose lines are given. */
export interface RunLines {
  readonly way: Way;
  readonly answers: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  readonly expected: ExpectedEnd;
  readonly input: object;
  readonly seconds?: number;
  readonly received?: Readonly<Record<string, object>>;
}

/** The case of a run that goes a way written down. */
export function recoveryRun(definition: RecoveryDefinition, described: ToldRun, { way, answers, expected, input, seconds = 0, received }: RunLines): ConformanceCase {
  const states = statesOf(definition(''));
  const events = ['ExecutionStarted', ...eventsOf(way, states), lastEvents[expected.status]];
  const waves = way.flatMap((step) => (typeof step !== 'string' && 'map' in step ? step.iterations : []));
  const calls = Object.fromEntries(waves.map((wave, index) => [String(index + 1), waveCalls(wave, index + 1, states)]));
  return {
    ...described,
    source: [...described.source, sources.guideInlineMap, sources.guideCallback, sources.guideHistory, sources.apiHistoryEvent],
    machine: (_task, functionName) => definition(functionName),
    input,
    answers,
    expected,
    ...(expected.status === 'ABORTED' ? {} : waves.length > 1 ? { eventsInAnyOrder: events } : { events }),
    calls: { ...calls, '': callsOf(way, states, (task) => task, () => []) },
    ...(received === undefined ? {} : { received }),
    leastSeconds: seconds,
  };
}

const lastEvents: Readonly<Record<ExpectedEnd['status'], string>> = { SUCCEEDED: 'ExecutionSucceeded', FAILED: 'ExecutionFailed', ABORTED: 'ExecutionAborted', TIMED_OUT: 'ExecutionTimedOut' };

/** The calls about wave `number`, those about its servers by their positions. */
function waveCalls(wave: Way, number: number, states: ReturnType<typeof statesOf>): readonly string[] {
  const ofServer = (server: Way, position: number): readonly string[] => callsOf(server, states, (task) => `${task} ${number}/${position}`, () => []);
  return callsOf(wave, states, (task) => `${task} ${number}`, ofServer);
}

/** The input of a run, or of a clean-up alone. */
export const inputOf = (mode: 'RUN' | 'CLEANUP'): object => ({ Mode: mode, ExecutionId: thisRun });
