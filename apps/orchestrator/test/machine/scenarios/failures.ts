import { expect } from 'vitest';
import { deployed } from '../definition.js';
import { fails, pending } from '../script/outcome.js';
import { attempt, chain, entered, type Scenario } from './scenario.js';

/** Tasks of a parallel wave before it is settled. */
const waveTasks = ['AwaitDependencies', 'LaunchWave', 'AwaitLaunch', 'CheckHealth'] as const;
/** Seconds after the first attempt at which fifteen attempts come: 2, 4, 8, 16, 32, then every 60. */
const tenMinutes = [0, 2, 6, 14, 30, 62, 122, 182, 242, 302, 362, 422, 482, 542, 602];

/** Tasks that fail. */
export const failures: readonly Scenario[] = [
  ...waveTasks.map((task): Scenario => ({
    title: `given a TerminalError of ${task}, it is not retried, the wave is settled as FAILED and the other waves go on`,
    ...(task === 'LaunchWave' ? { inRealTime: true as const } : {}),
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [{ WaveNumber: 1 }, { WaveNumber: 2 }], {
        [task]: (call) => (call.WaveNumber === 1 ? fails('TerminalError', 'no permission') : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf(task, 1)).toHaveLength(1);
      expect(orchestrator.callsOf('SettleWave', 1)).toMatchObject([{ Failure: { Error: 'TerminalError', Cause: expect.stringContaining('no permission') } }]);
      expect(orchestrator.callsOf('ReleaseDependents', 1)).toHaveLength(1);
      expect(orchestrator.callsOf('SettleWave', 2)).toMatchObject([{ Failure: '' }]);
    },
  })),
  {
    title: '[R9.1] given a Task that crashes twice, it is called again after 2 and 4 s and the run goes on',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { LaunchWave: (_, nth) => (nth <= 2 ? fails('Runtime.ExitError') : undefined) });
      expect(ended.status).toBe('SUCCEEDED');
      const [first, second, third] = orchestrator.callsOf('LaunchWave').map(({ at }) => at) as [number, number, number];
      expect(second - first).toBeGreaterThanOrEqual(2);
      expect(third - second).toBeGreaterThanOrEqual(4);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  },
  ...[...waveTasks, 'AwaitApproval'].map((task): Scenario => ({
    title: `[R9.1] [P26] given ${task} crashing for good, it is tried again after 2, 4 and 8 s, then the wave is settled as FAILED`,
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1, { PauseBefore: true }), { [task]: () => fails('Lambda.Unknown') });
      expect(orchestrator.callsOf(task).map(({ at }) => at)).toEqual([0, 2, 6, 14]);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ at: 14, Failure: { Error: 'Lambda.Unknown' } }]);
    },
  })),
  ...['PrepareExecution', 'AwaitDependencies', 'AwaitLaunch', 'AwaitDrain'].map((task): Scenario => ({
    title: `[R4.4] given ${task} told that a service is silent, it is tried for ten minutes, and the run goes on when it speaks`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { [task]: (_, nth) => (nth <= 14 ? fails('RetryableError', 'DynamoDB is throttled') : undefined) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf(task).map(({ at }) => at)).toEqual(tenMinutes);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  })),
  {
    title: 'given a token Task that crashes, each attempt gets a token of its own',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1), { AwaitLaunch: (_, nth) => (nth <= 2 ? fails('Runtime.ExitError') : undefined) });
      const tokens = orchestrator.callsOf('AwaitLaunch').map(({ Token }) => Token);
      expect(new Set(tokens).size).toBe(3);
    },
  },
  {
    title: 'given SettleWave failing for long, it is tried for ten minutes, rests for ten and comes back, its Failure unchanged',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2), {
        LaunchWave: (call) => (call.WaveNumber === 1 ? fails('TerminalError', 'the first reason') : undefined),
        SettleWave: (_, nth) => (nth <= 32 ? fails('Lambda.Unknown') : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      const calls = orchestrator.callsOf('SettleWave', 1);
      expect(calls.map(({ at }) => at)).toEqual([0, 602 + 600, 2 * (602 + 600)].flatMap((round, index) => tenMinutes.slice(0, index === 2 ? 3 : 15).map((at) => round + at)));
      for (const { Failure } of calls) expect(Failure).toMatchObject({ Error: 'TerminalError', Cause: expect.stringContaining('the first reason') });
      expect(orchestrator.callsOf('ReleaseDependents', 1)).toHaveLength(1);
    },
  },
  {
    title: 'given a TerminalError of SettleWave, it rests and comes back',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { SettleWave: (_, nth) => (nth <= 3 ? fails('TerminalError') : undefined) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('SettleWave').map(({ at }) => at)).toEqual([0, 600, 1200, 1800]);
    },
  },
  {
    title: 'given ReleaseDependents giving up, the dependent wave sees for itself that its parent is settled',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2, { WaitTimeSeconds: 60 }), {
        ReleaseDependents: (call) => (call.WaveNumber === 1 ? fails('Lambda.Unknown') : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('ReleaseDependents', 1).map(({ at }) => at)).toEqual(tenMinutes.map((at) => 60 + at));
      expect(orchestrator.callsOf('AwaitDependencies', 2).map(({ at }) => at)).toEqual([0, 900]);
      expect(orchestrator.at('LaunchWave', 2)).toBe(900);
    },
  },
  {
    title: '[R9.1] [P26] given PrepareExecution crashing, it is tried again after 2, 4 and 8 s and the run goes on',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1), { PrepareExecution: (_, nth) => (nth <= 3 ? fails('Lambda.Unknown') : undefined) });
      expect(orchestrator.callsOf('PrepareExecution').map(({ at }) => at)).toEqual([0, 2, 6, 14]);
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: 'given PrepareExecution failing, no wave starts and FinalizeExecution is told why',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2), { PrepareExecution: () => fails('TerminalError', 's-1 is not replicating') });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.calls.map(({ Task }) => Task)).toEqual(['PrepareExecution', 'FinalizeExecution', 'CleanUp']);
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ Failure: { Error: 'TerminalError', Cause: expect.stringContaining('s-1 is not replicating') } }]);
    },
  },
  {
    title: 'given AwaitDrain failing for good, nothing is finalized before the drain is over',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { AwaitDrain: (_, nth) => (nth <= 5 ? fails(nth <= 4 ? 'Lambda.Unknown' : 'TerminalError') : undefined) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('AwaitDrain').map(({ at }) => at)).toEqual([0, 2, 6, 14, 614, 1214]);
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ at: 1214, Failure: '' }]);
    },
  },
  {
    title: "given FinalizeExecution failing for ten minutes, the run fails with its error, for the repair to see",
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { FinalizeExecution: () => fails('Lambda.Unknown', 'the table is away') });
      expect(orchestrator.callsOf('FinalizeExecution').map(({ at }) => at)).toEqual(tenMinutes);
      expect(ended).toMatchObject({ status: 'FAILED', error: 'Lambda.Unknown', cause: expect.stringContaining('the table is away') });
      expect(orchestrator.callsOf('CleanUp')).toEqual([]);
    },
  },
  {
    title: 'given an error that no Task of a wave catches, the Map fails and the run is drained and finalized with the reason',
    async run(engine) {
      // Each Task that can fail has a Catch; a copy in which one has lost it shows what the Map's own is for.
      const { ended, orchestrator } = await attempt(engine, chain(1), { LaunchWave: () => fails('TerminalError', 'no permission') }, { definition: (arn) => withoutCatch(deployed(arn), 'LaunchWave') });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.calls.map(({ Task }) => Task).slice(-3)).toEqual(['AwaitDrain', 'FinalizeExecution', 'CleanUp']);
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ Failure: { Error: 'TerminalError', Cause: expect.stringContaining('no permission') } }]);
    },
  },
  {
    title: 'given what Step Functions itself cannot process, no Catch takes it and the run fails, for the repair to see',
    async run(engine) {
      // 1,001 positions are more than States.ArrayRange makes.
      const { ended, orchestrator } = await attempt(engine, [{ WaveNumber: 1, Sequential: true, ServerCount: 1001 }, { WaveNumber: 2 }], {
        AwaitLaunch: () => pending,
      });
      expect(ended).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
      expect(orchestrator.callsOf('FinalizeExecution')).toEqual([]);
    },
  },
  {
    title: 'given 40 waves that fail with the longest Cause there is, the run still ends well',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, Array.from({ length: 40 }, (_, index) => ({ WaveNumber: index + 1 })), {
        LaunchWave: () => fails('TerminalError', 'x'.repeat(32_000)),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('SettleWave')).toHaveLength(40);
      for (const { Failure } of orchestrator.callsOf('SettleWave')) expect((Failure as { Cause: string }).Cause.length).toBeGreaterThanOrEqual(32_000);
      expect(JSON.stringify(ended.output).length).toBeLessThan(10_000);
      expect(entered(ended, 'Finished')).toBe(1);
    },
  },
];

/** The definition in which the wave's state `name` catches nothing. */
function withoutCatch(definition: string, name: string): string {
  const machine = JSON.parse(definition) as { readonly States: { readonly RunWaves: { readonly ItemProcessor: { readonly States: Record<string, { Catch?: unknown }> } } } };
  delete machine.States.RunWaves.ItemProcessor.States[name]!.Catch;
  return JSON.stringify(machine);
}
