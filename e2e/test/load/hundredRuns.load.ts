import { describe, it } from 'vitest';
import { underLoad } from '../../src/load/loadRun.js';
import { adversity, expectPollingInTwoMinutes, expectSoundLoad, patience, raisedQuotas, shortTimes } from '../../src/load/soundLoad.js';

describe('a hundred runs at the same time, under 20 % DRS throttling and 10 % refused invocations', () => {
  it('are all POLLING within two minutes, polled on time, and COMPLETED, with Lambda\'s concurrency to spare [T3.1.3] [A14] [A15] [A16]', { timeout: patience }, () =>
    underLoad({ ...adversity, quotas: raisedQuotas, profile: shortTimes, executions: 100 }, async (system, result) => {
      expectSoundLoad(system, result);
      expectPollingInTwoMinutes(system, result);
    }));
});
