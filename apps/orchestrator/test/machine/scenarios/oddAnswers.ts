import { expect } from 'vitest';
import { answers, pending } from '../script/outcome.js';
import { attempt, chain, entered, independent, type Scenario } from './scenario.js';

/** Answers that no contract has. */
const odd: readonly unknown[] = ['', null, {}, [], 'DONE', 7, { Answer: null }, { Answer: 7 }, { Answer: 'PERHAPS' }, { answer: 'DONE' }];
/** Waits that cannot be waited. */
const oddWaits: readonly unknown[] = [{ Answer: 'PERHAPS', WaitSeconds: 5 }, { Answer: 'WAIT' }, { Answer: 'WAIT', WaitSeconds: 0 }, { Answer: 'WAIT', WaitSeconds: '30' }, { Answer: 'WAIT', WaitSeconds: null }];

/** A wave as PrepareExecution answers it. */
const flagged = { WaveNumber: 1, Sequential: true, ServerCount: 2, PauseBefore: true, ApprovalTimeoutSeconds: 60, WaitTimeSeconds: 1 };
/** What makes it odd. */
const oddFlags: readonly Partial<Record<keyof typeof flagged, unknown>>[] = [
  { Sequential: undefined }, { Sequential: 'yes' }, { ServerCount: undefined }, { ServerCount: 0 }, { ServerCount: '2' },
  { ApprovalTimeoutSeconds: undefined }, { ApprovalTimeoutSeconds: 0 }, { ApprovalTimeoutSeconds: '60' },
];

interface Asked {
  readonly task: string;
  readonly oddities: readonly unknown[];
  readonly sequential?: true;
  readonly paused?: true;
  /** Nobody answers its approval. */
  readonly unanswered?: true;
}

const asked: readonly Asked[] = [
  { task: 'AwaitDependencies', oddities: odd },
  { task: 'AwaitApproval', oddities: odd, paused: true },
  { task: 'CloseApproval', oddities: [...odd, { Payload: { Answer: 'APPROVED' } }], paused: true, unanswered: true },
  { task: 'LaunchWave', oddities: [...odd, ...oddWaits] },
  { task: 'CheckHealth', oddities: [...odd, ...oddWaits, { Answer: 'FAILED' }] },
  { task: 'LaunchServer', oddities: [...odd, ...oddWaits], sequential: true },
  { task: 'CheckHealth', oddities: [...odd, ...oddWaits], sequential: true },
];

/** Answers that are odd settle the wave as FAILED and never end the run. */
export const oddAnswers: readonly Scenario[] = [
  ...asked.flatMap(({ task, oddities, sequential, paused, unanswered }) =>
    oddities.map((value): Scenario => ({
      title: `given ${task} of a ${sequential === true ? 'server' : 'wave'} answering ${JSON.stringify(value)}, the wave is settled as FAILED and the others go on`,
      ...(JSON.stringify(value) === '{}' && (task === 'LaunchWave' || task === 'LaunchServer') ? { inRealTime: true as const } : {}),
      async run(engine) {
        const first = { WaveNumber: 1, ...(sequential === true ? { Sequential: true } : {}), ...(paused === true ? { PauseBefore: true } : {}) };
        const { ended, orchestrator } = await attempt(engine, [first, { WaveNumber: 2 }], { ...(unanswered === true ? { AwaitApproval: () => pending } : {}), [task]: (call) => (call.WaveNumber === 1 ? answers(value) : undefined) });
        expect(ended.status).toBe('SUCCEEDED');
        expect(orchestrator.callsOf('SettleWave', 1)).toMatchObject([{ Failure: { Error: 'UnexpectedAnswer' } }]);
        expect(orchestrator.callsOf('SettleWave', 2)).toMatchObject([{ Failure: '' }]);
      },
    })),
  ),
  ...[{}, null, '', { Succeeded: 'true' }].map((value): Scenario => ({
    title: `given SettleWave answering ${JSON.stringify(value)}, its dependents are released without a wait`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1, { WaitTimeSeconds: 60 }), { SettleWave: () => answers(value) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.at('ReleaseDependents')).toBe(0);
    },
  })),
  ...[{}, null, { Waves: [] }, { Waves: 'none' }, { Waves: null }].map((value): Scenario => ({
    title: `given PrepareExecution answering ${JSON.stringify(value)}, FinalizeExecution is told that it is not understood`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [], { PrepareExecution: () => answers(value) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ Failure: { Error: 'UnexpectedAnswer' } }]);
    },
  })),
  ...oddFlags.map((flags): Scenario => ({
    title: `given a prepared wave with ${JSON.stringify(flags, (_, value: unknown) => value ?? 'absent')}, it is settled as FAILED before anything launches and the others go on`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, independent(2), {
        PrepareExecution: () => answers(JSON.parse(JSON.stringify({ Waves: [{ ...flagged, ...flags }, { ...flagged, WaveNumber: 2, PauseBefore: false, ServerCount: 1 }] }))),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('SettleWave', 1)).toMatchObject([{ Failure: { Error: 'UnexpectedAnswer' } }]);
      expect(orchestrator.callsOf('LaunchServer', 1)).toEqual([]);
      expect(orchestrator.callsOf('SettleWave', 2)).toMatchObject([{ Failure: '' }]);
    },
  })),
  {
    title: 'given a prepared wave that does not say whether it pauses, it asks for approval rather than launch without',
    async run(engine) {
      const { PauseBefore: _, ...wave } = flagged;
      const { orchestrator } = await attempt(engine, chain(1), { PrepareExecution: () => answers({ Waves: [wave] }) });
      expect(orchestrator.callsOf('AwaitApproval')).toHaveLength(1);
    },
  },
  {
    title: 'given a prepared wave without WaitTimeSeconds, it releases its dependents at once',
    async run(engine) {
      const { WaitTimeSeconds: _, ...wave } = flagged;
      const { ended, orchestrator } = await attempt(engine, chain(1, flagged), { PrepareExecution: () => answers({ Waves: [wave] }) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.at('ReleaseDependents')).toBe(orchestrator.at('SettleWave'));
    },
  },
  ...[{}, null, '', { CleanUp: 'true' }].map((value): Scenario => ({
    title: `given FinalizeExecution answering ${JSON.stringify(value)}, the run ends without a clean-up`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { FinalizeExecution: () => answers(value) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('CleanUp')).toEqual([]);
      expect(entered(ended, 'Finished')).toBe(1);
    },
  })),
];
