import { describe, expect, it } from 'vitest';
import { underLoad } from '../../src/load/loadRun.js';
import { adversity, expectAllCompleted, expectPollingInTwoMinutes, expectSoundLoad, patience, raisedQuotas, shortTimes } from '../../src/load/soundLoad.js';

const load = { ...adversity, quotas: raisedQuotas, profile: shortTimes };

describe('runs at the same time, under 20 % DRS throttling and 10 % refused invocations', () => {
  it('ten are POLLING within two minutes, polled on time, and COMPLETED, and nothing is lost [T3.1.1] [R7.3] [A10] [A13] [A16] [B4]', { timeout: patience }, () =>
    underLoad({ ...load, executions: 10 }, async (system, result) => {
      expectSoundLoad(system, result);
      expectPollingInTwoMinutes(system, result);
    }));

  it('fifty, polled ten times and more, are all COMPLETED without a throttled, failed or lost write [T3.1.2] [T3.2.2] [A10] [A12] [A13] [A14] [A15] [A16]', { timeout: patience }, () =>
    underLoad({ ...load, executions: 50 }, async (system, result) => {
      expectSoundLoad(system, result);
      expectPollingInTwoMinutes(system, result);
    }));
});

describe('ten runs at the same time, while DynamoDB throttles every twentieth request', () => {
  it('are all COMPLETED: each throttle is absorbed by the client\'s retries, and no write is lost [T3.2.2] [A16] [P29] [R9.4]', { timeout: patience }, () =>
    underLoad({ seed: adversity.seed, throttled: 0, refused: 0, databaseThrottled: 0.05, quotas: raisedQuotas, profile: shortTimes, executions: 10 }, async (system, result) => {
      const { refused, handedOn } = result.database;
      expect(refused).toBeGreaterThan(100);
      expect(Math.abs(refused / (refused + handedOn) - 0.05)).toBeLessThan(0.02);
      expectAllCompleted(system, result);
      console.log(`10 runs: DynamoDB throttled ${refused} of ${refused + handedOn} requests, and all were made again`);
    }));
});
