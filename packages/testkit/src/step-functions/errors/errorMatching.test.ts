import { describe, expect, it } from 'vitest';
import { DataLimitExceeded } from './dataLimitExceeded.js';
import { errorMatches } from './errorMatching.js';
import { IntrinsicFailure } from './intrinsicFailure.js';
import { RuntimeFailure } from './runtimeFailure.js';
import { StateFailure } from './stateFailure.js';
import { TimeoutFailure } from './timeoutFailure.js';

const failures = {
  'TerminalError': new StateFailure('TerminalError', 'x'),
  'no name': new StateFailure(null, null),
  'a time-out': new TimeoutFailure(false),
  'a missed heartbeat': new TimeoutFailure(true),
  'an intrinsic failure': new IntrinsicFailure('States.MathAdd()', 'x'),
  'DataLimitExceeded': new DataLimitExceeded('T'),
  'Runtime': new RuntimeFailure('x'),
};

describe('an error name in Retry and Catch', () => {
  it.each<[string, (keyof typeof failures)[]]>([
    ['States.ALL', ['TerminalError', 'no name', 'a time-out', 'a missed heartbeat']],
    ['States.TaskFailed', ['TerminalError', 'no name']],
    ['States.Timeout', ['a time-out', 'a missed heartbeat']],
    ['States.HeartbeatTimeout', ['a missed heartbeat']],
    ['States.IntrinsicFailure', []],
    ['States.DataLimitExceeded', ['DataLimitExceeded']],
    ['States.Runtime', []],
    ['TerminalError', ['TerminalError']],
  ])('%s takes %j and nothing else', (name, taken) => {
    expect(Object.entries(failures).filter(([, failure]) => errorMatches([name], failure)).map(([what]) => what)).toEqual(taken);
  });

  it('is one of several that may match', () => {
    expect(errorMatches(['A', 'TerminalError'], failures.TerminalError)).toBe(true);
  });
});
