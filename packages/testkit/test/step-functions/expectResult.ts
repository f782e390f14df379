import { expect } from 'vitest';
import type { ConformanceCase } from '../../src/step-functions/conformance/conformanceCase.js';
import type { ShownEvent } from '../../src/step-functions/conformance/conformanceTarget.js';
import type { CaseResult } from '../../src/step-functions/conformance/runCase.js';
import type { ReceivedCall } from '../../src/step-functions/conformance/scriptedRun.js';

/** A case's title: its rule, and the ids that it proves. */
export const titleOf = ({ rule, ids }: ConformanceCase): string => (ids === undefined ? rule : `${rule} ${ids.map((id) => `[${id}]`).join(' ')}`);

/** How much later than it should an engine in real time may do something, in seconds: this machine may be slow. */
const lateByTheWall = 5;
/** How much earlier a time may seem, in seconds: an engine rounds it. */
const early = 0.05;

/** Holds an engine's result to what its case says. `late`: by how many seconds the engine may exceed a wait; none where its time is exact. */
export function expectResult(conformanceCase: ConformanceCase, result: CaseResult, late: number = lateByTheWall): void {
  const { expected, events, eventsInAnyOrder, eventCounts, lastEvent, leastSeconds } = conformanceCase;
  const error = expected.error !== undefined || expected.status === 'SUCCEEDED' ? { error: expected.error } : {};
  expect({ status: result.status, error: result.error }, result.cause).toMatchObject({ status: expected.status, ...error });
  if ('output' in expected) expect(JSON.parse(result.output ?? 'null')).toEqual(expected.output);
  if (typeof expected.cause === 'string') expect(result.cause).toBe(expected.cause);
  if (expected.cause instanceof RegExp) expect(result.cause).toMatch(expected.cause);
  const types = result.events.map(({ type }) => type);
  if (events !== undefined) expect(result.events.map((event, index) => shown(event, events[index]?.includes(' ') !== false))).toEqual(events);
  if (eventsInAnyOrder !== undefined) expect(result.events.map((event) => shown(event, true)).sort()).toEqual([...eventsInAnyOrder].sort());
  for (const [type, count] of Object.entries(eventCounts ?? {})) expect([type, types.filter((other) => other === type).length]).toEqual([type, count]);
  if (lastEvent !== undefined) expect(types.at(-1)).toBe(lastEvent);
  if (leastSeconds !== undefined) expect((result.stopDate!.getTime() - result.startDate!.getTime()) / 1000).toBeGreaterThanOrEqual(leastSeconds - early);
  expectCalls(conformanceCase, result);
  expectRetryWaits(conformanceCase, result, late);
}

/** The calls that the function got, and the answers to those that it made. */
function expectCalls({ calls, order, received }: ConformanceCase, result: CaseResult): void {
  expect(result.answered.map(({ call, answered }) => ({ call, answered }))).toEqual(result.answered.map(({ call, expected }) => ({ call, answered: expected })));
  for (const [wave, expected] of Object.entries(calls ?? {})) {
    expect(result.received.filter(({ event }) => String(event.WaveNumber ?? '') === wave).map(({ key }) => key)).toEqual(expected);
  }
  if (order !== undefined) expect(result.received.map(({ key }) => key).filter((key, index, all) => order.includes(key) && all.indexOf(key) === index)).toEqual(order);
  for (const [key, expected] of Object.entries(received ?? {})) expect(firstCall(result, key), `what ${key} was given`).toMatchObject(expected);
}

function firstCall({ received }: CaseResult, key: string): ReceivedCall['event'] | undefined {
  return received.find((call) => call.key === key)?.event;
}

/** An event's type, with the name of the state that it enters or leaves. */
function shown({ type = '', stateEnteredEventDetails, stateExitedEventDetails }: ShownEvent, withName: boolean): string {
  const name = stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name;
  return name === undefined || !withName ? type : `${type} ${name}`;
}

/** Between an attempt's failing and the next one's being scheduled. */
function expectRetryWaits({ retryWaits }: ConformanceCase, { events }: CaseResult, late: number): void {
  if (retryWaits === undefined) return;
  const failed = events.flatMap((event, index) => (events[index + 1]?.type === 'TaskScheduled' && ['TaskFailed', 'TaskTimedOut'].includes(event.type ?? '') ? [index] : []));
  const waits = failed.map((index) => (events[index + 1]!.timestamp!.getTime() - events[index]!.timestamp!.getTime()) / 1000);
  expect(waits).toHaveLength(retryWaits.length);
  waits.forEach((wait, index) => {
    expect(wait, `wait ${index + 1} of ${waits.join(', ')} s`).toBeGreaterThanOrEqual(retryWaits[index]! - early);
    expect(wait, `wait ${index + 1} of ${waits.join(', ')} s`).toBeLessThanOrEqual(retryWaits[index]! + late);
  });
}
