import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { sources } from './sources.js';

const wait = (fields: object): object => ({ StartAt: 'W', States: { W: { Type: 'Wait', ...fields, End: true } } });

/** Wait states. */
export const waitCases: readonly ConformanceCase[] = [
  {
    rule: 'Seconds waits that long, and the input goes on',
    source: [sources.aslWait, sources.apiHistoryEvent],
    ids: ['R1.3'],
    machine: () => wait({ Seconds: 1 }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
    events: ['ExecutionStarted', 'WaitStateEntered W', 'WaitStateExited W', 'ExecutionSucceeded'],
    leastSeconds: 1,
  },
  {
    rule: 'SecondsPath takes the seconds from the input',
    source: [sources.aslWait],
    ids: ['R1.3'],
    machine: () => wait({ SecondsPath: '$.w.s' }),
    input: { w: { s: 1 } },
    expected: { status: 'SUCCEEDED', output: { w: { s: 1 } } },
    leastSeconds: 1,
  },
  { rule: 'SecondsPath may be 0', source: [sources.aslWait], machine: () => wait({ SecondsPath: '$.s' }), input: { s: 0 }, expected: { status: 'SUCCEEDED', output: { s: 0 } } },
  {
    rule: 'SecondsPath below 0 is States.Runtime',
    source: [sources.aslWait, sources.guideErrorNames, sources.apiHistoryEvent],
    machine: () => wait({ SecondsPath: '$.s' }),
    input: { s: -1 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    events: ['ExecutionStarted', 'WaitStateEntered', 'ExecutionFailed'],
  },
  {
    rule: 'SecondsPath of a fraction is States.Runtime',
    source: [sources.aslWait, sources.guideErrorNames],
    machine: () => wait({ SecondsPath: '$.s' }),
    input: { s: 1.5 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
  },
  {
    rule: 'a Timestamp that has passed does not wait',
    source: [sources.aslWait],
    machine: () => wait({ Timestamp: '1970-01-01T00:00:00Z' }),
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'TimestampPath must lead to a timestamp with an upper-case T and an offset',
    source: [sources.aslTimestamps, sources.aslWait, sources.guideErrorNames],
    machine: () => wait({ TimestampPath: '$.t' }),
    input: { t: '2016-12-05 21:29:29Z' },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
  },
];
