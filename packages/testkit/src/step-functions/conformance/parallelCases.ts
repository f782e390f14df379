import type { ConformanceCase } from './conformanceCase.js';

/** Parallel states (developer guide, "Parallel workflow state"). */
export const parallelCases: readonly ConformanceCase[] = [
  {
    rule: 'every branch gets the same input, and the outputs are listed in the order of the branches',
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
    rule: "a branch that fails fails the Parallel under the branch's own error, which its Catch takes",
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
    machine: () => ({
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } } }], Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }], End: true } },
    }),
    expected: { status: 'FAILED', error: 'E', cause: 'c' },
    events: ['ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted', 'FailStateEntered', 'ParallelStateStarted', 'FailStateEntered', 'ParallelStateFailed', 'ExecutionFailed'],
  },
];
