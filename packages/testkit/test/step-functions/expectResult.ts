import { expect } from 'vitest';
import type { ConformanceCase } from '../../src/step-functions/conformance/conformanceCase.js';
import type { CaseResult } from '../../src/step-functions/conformance/runCase.js';

/** A case's title: its rule, and the ids that it proves. */
export const titleOf = ({ rule, ids }: ConformanceCase): string => (ids === undefined ? rule : `${rule} ${ids.map((id) => `[${id}]`).join(' ')}`);

/** Holds an engine's result to what its case says. */
export function expectResult(conformanceCase: ConformanceCase, result: CaseResult): void {
  const { expected, events, eventCounts, eventTotal, leastSeconds } = conformanceCase;
  expect({ status: result.status, error: result.error }, result.cause).toEqual({ status: expected.status, error: expected.error });
  if ('output' in expected) expect(JSON.parse(result.output ?? 'null')).toEqual(expected.output);
  if (typeof expected.cause === 'string') expect(result.cause).toBe(expected.cause);
  if (expected.cause instanceof RegExp) expect(result.cause).toMatch(expected.cause);
  if (events !== undefined) expect(result.eventTypes).toEqual(events);
  for (const [type, count] of Object.entries(eventCounts ?? {})) expect([type, result.eventTypes.filter((other) => other === type).length]).toEqual([type, count]);
  if (eventTotal !== undefined) expect(result.eventTypes).toHaveLength(eventTotal);
  if (leastSeconds !== undefined) expect(result.stopDate!.getTime() - result.startDate!.getTime()).toBeGreaterThanOrEqual(leastSeconds * 1000 - 50);
}
