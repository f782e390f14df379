import type { ConformanceCase } from './conformanceCase.js';

const wait = (fields: object): object => ({ StartAt: 'W', States: { W: { Type: 'Wait', ...fields, End: true } } });

/** Wait states (developer guide, "Wait workflow state"). */
export const waitCases: readonly ConformanceCase[] = [
  {
    rule: 'Seconds waits that long, and the input goes on',
    ids: ['R1.3'],
    machine: () => wait({ Seconds: 1 }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
    events: ['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded'],
    leastSeconds: 1,
  },
  {
    rule: 'SecondsPath takes the seconds from the input',
    ids: ['R1.3'],
    machine: () => wait({ SecondsPath: '$.w.s' }),
    input: { w: { s: 1 } },
    expected: { status: 'SUCCEEDED', output: { w: { s: 1 } } },
    leastSeconds: 1,
  },
  { rule: 'SecondsPath may be 0', machine: () => wait({ SecondsPath: '$.s' }), input: { s: 0 }, expected: { status: 'SUCCEEDED', output: { s: 0 } } },
  {
    rule: 'SecondsPath below 0 is States.Runtime',
    machine: () => wait({ SecondsPath: '$.s' }),
    input: { s: -1 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: /references a negative value: \$\.s == -1/u },
    events: ['ExecutionStarted', 'WaitStateEntered', 'ExecutionFailed'],
  },
  {
    rule: 'SecondsPath of a fraction is States.Runtime',
    machine: () => wait({ SecondsPath: '$.s' }),
    input: { s: 1.5 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: /cannot be parsed as a long value: \$\.s == 1\.5/u },
  },
  {
    rule: 'a Timestamp that has passed does not wait',
    machine: () => wait({ Timestamp: '1970-01-01T00:00:00Z' }),
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'TimestampPath must lead to a timestamp with an upper-case T and an offset',
    machine: () => wait({ TimestampPath: '$.t' }),
    input: { t: '2016-12-05 21:29:29Z' },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: /does not reference a valid ISO-8601/u },
  },
];
