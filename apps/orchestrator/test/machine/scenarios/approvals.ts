import { expect } from 'vitest';
import { answers, fails, pending } from '../script/outcome.js';
import { attempt, chain, entered, type Scenario } from './scenario.js';

const paused = chain(1, { PauseBefore: true, ApprovalTimeoutSeconds: 3 });

/** Waves that pause before they launch. */
export const approvals: readonly Scenario[] = [
  {
    title: 'given a wave that pauses, it launches only once it is approved, while other waves go on',
    inRealTime: true,
    async run(engine) {
      let token = '';
      const waves = [{ ...paused[0]!, ApprovalTimeoutSeconds: 86_400 }, { WaveNumber: 2 }];
      const { ended, orchestrator } = await attempt(engine, waves, {
        AwaitApproval: (call) => {
          token = call.Token ?? '';
          return pending;
        },
        ReleaseDependents: async (call, _, machine) => {
          if (call.WaveNumber === 2) await machine.answer(token, { Answer: 'APPROVED' });
          return undefined;
        },
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.at('LaunchWave', 1)).toBeGreaterThanOrEqual(orchestrator.at('ReleaseDependents', 2));
      expect(orchestrator.callsOf('SettleWave', 1)).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: 'given a sequential wave that is approved, its servers launch one by one',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1, { PauseBefore: true, Sequential: true }));
      expect(orchestrator.callsOf('LaunchServer').map(({ Position }) => Position)).toEqual([1, 2]);
    },
  },
  {
    title: 'given a rejection, the wave is settled without a Failure and nothing launches',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [...paused, { WaveNumber: 2, DependsOn: [1] }], { AwaitApproval: () => answers({ Answer: 'REJECTED' }) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('LaunchWave')).toEqual([]);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ WaveNumber: 1, Failure: '' }]);
    },
  },
  {
    title: 'given an approval that nobody answers, after ApprovalTimeoutSeconds it is closed, and the wave is settled once and without a Failure',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, paused, { AwaitApproval: () => pending });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('AwaitApproval')).toHaveLength(1);
      expect(orchestrator.at('CloseApproval') - orchestrator.at('AwaitApproval')).toBeGreaterThan(2);
      expect(orchestrator.calls.map(({ Task }) => Task)).toEqual(['PrepareExecution', 'AwaitDependencies', 'AwaitApproval', 'CloseApproval', 'SettleWave', 'ReleaseDependents', 'AwaitDrain', 'FinalizeExecution', 'CleanUp']);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: 'given an approval that is on record when its time is over, the wave launches though nobody told the machine',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, paused, { AwaitApproval: () => pending, CloseApproval: () => answers({ Answer: 'APPROVED' }) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.calls.map(({ Task }) => Task)).toEqual(['PrepareExecution', 'AwaitDependencies', 'AwaitApproval', 'CloseApproval', 'LaunchWave', 'AwaitLaunch', 'CheckHealth', 'SettleWave', 'ReleaseDependents', 'AwaitDrain', 'FinalizeExecution', 'CleanUp']);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: 'given a sequential wave whose approval is on record when its time is over, its servers launch one by one',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1, { PauseBefore: true, Sequential: true }), { AwaitApproval: () => pending, CloseApproval: () => answers({ Answer: 'APPROVED' }) });
      expect(orchestrator.callsOf('LaunchServer').map(({ Position }) => Position)).toEqual([1, 2]);
    },
  },
  ...([['TerminalError', [3]], ['Lambda.Unknown', [3, 5, 9, 17]]] as const).map(([error, attempts]): Scenario => ({
    title: `[R9.1] given an approval that cannot be closed (${error}), the wave is settled with that Failure and never launches`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, paused, { AwaitApproval: () => pending, CloseApproval: () => fails(error) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('CloseApproval').map(({ at }) => at)).toEqual(attempts);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: { Error: error } }]);
      expect(orchestrator.callsOf('LaunchWave')).toEqual([]);
    },
  })),
  {
    title: '[R4.4] given an approval that cannot be closed because a service is silent, it is tried for ten minutes, and the wave launches when it speaks',
    async run(engine) {
      const { orchestrator } = await attempt(engine, paused, { AwaitApproval: () => pending, CloseApproval: (_, nth) => (nth <= 14 ? fails('RetryableError', 'DynamoDB is throttled') : answers({ Answer: 'APPROVED' })) });
      expect(orchestrator.at('LaunchWave') - orchestrator.at('CloseApproval')).toBe(602);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: 'given a wave that pauses without a usable time-out, it is settled as FAILED and never launches',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1, { PauseBefore: true, ApprovalTimeoutSeconds: 0 }));
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: { Error: 'UnexpectedAnswer' } }]);
      expect(entered(ended, 'LaunchWave') + entered(ended, 'AwaitApproval')).toBe(0);
    },
  },
];
