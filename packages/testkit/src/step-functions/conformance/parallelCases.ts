import type { ConformanceCase } from './conformanceCase.js';
import { sources } from './sources.js';

/** Parallel states. */
export const parallelCases: readonly ConformanceCase[] = [
  {
    rule: 'every branch gets the same input, and the outputs are listed in the order of the branches',
    source: [sources.aslParallel, sources.apiHistoryEvent],
    machine: () => ({
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 1, Next: 'A' }, A: { Type: 'Pass', Parameters: { 'a.$': '$.x' }, End: true } } },
            { StartAt: 'B', States: { B: { Type: 'Pass', Parameters: { 'b.$': '$.x' }, End: true } } },
          ],
          ResultPath: '$.r',
          End: true,
        },
      },
    }),
    input: { x: 1 },
    expected: { status: 'SUCCEEDED', output: { x: 1, r: [{ a: 1 }, { b: 1 }] } },
    eventCounts: { ParallelStateEntered: 1, ParallelStateStarted: 1, ParallelStateSucceeded: 1, ParallelStateExited: 1, PassStateEntered: 2, WaitStateExited: 1 },
  },
  {
    rule: "a branch that comes to a Fail state fails the Parallel under the Fail's error, which its Catch takes",
    source: [sources.aslParallel, sources.guideFail, sources.guideCatch, sources.apiHistoryEvent],
    machine: () => ({
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } } }], Catch: [{ ErrorEquals: ['E'], Next: 'C' }], End: true },
        C: { Type: 'Pass', End: true },
      },
    }),
    expected: { status: 'SUCCEEDED', output: { Error: 'E', Cause: 'c' } },
    events: ['ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted', 'FailStateEntered', 'ParallelStateFailed', 'ParallelStateExited', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: 'retrying a Parallel starts its branches again',
    source: [sources.aslRetry, sources.guideParallel, sources.apiHistoryEvent],
    machine: () => ({
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } } }], Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }], End: true } },
    }),
    expected: { status: 'FAILED', error: 'E', cause: 'c' },
    eventCounts: { ParallelStateEntered: 1, FailStateEntered: 2, ParallelStateExited: 0, ExecutionFailed: 1 },
    leastSeconds: 1,
  },
];
