import { describe, it } from 'vitest';
import { underLoad } from '../../src/load/loadRun.js';
import { adversity, expectPollingInTwoMinutes, expectSoundLoad, patience, raisedQuotas, shortTimes } from '../../src/load/soundLoad.js';

const load = { ...adversity, quotas: raisedQuotas, profile: shortTimes };

describe('runs at the same time, under 20 % DRS throttling and 10 % refused invocations', () => {
  it('ten are POLLING within two minutes, polled on time, and COMPLETED, and nothing is lost [T3.1.1] [R7.3] [A10] [A13] [A16] [B4]', { timeout: patience }, () =>
    underLoad({ ...load, executions: 10 }, async (system, result) => {
      expectSoundLoad(system, result);
      expectPollingInTwoMinutes(system, result);
    }));

  it('fifty, polled ten times and more, are all COMPLETED without a failed or lost write [T3.1.2] [T3.2.2] [A10] [A12] [A13] [A14] [A15] [A16]', { timeout: patience }, () =>
    underLoad({ ...load, executions: 50 }, async (system, result) => {
      expectSoundLoad(system, result);
      expectPollingInTwoMinutes(system, result);
    }));
});
