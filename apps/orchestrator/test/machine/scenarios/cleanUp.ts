import { expect } from 'vitest';
import { answers, fails } from '../script/outcome.js';
import { attempt, chain, entered, type Scenario } from './scenario.js';

const alone = { input: { Mode: 'CLEANUP', ExecutionId: 'e-1' } };

/** The clean-up of a drill, and what an input asks for. */
export const cleanUp: readonly Scenario[] = [
  {
    title: '[R10.3] given Mode CLEANUP, only the clean-up runs, until nothing is left',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [], { CleanUp: (_, nth) => (nth === 1 ? answers({ Answer: 'WAIT', WaitSeconds: 1 }) : undefined) }, alone);
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.calls.map(({ Task, ExecutionId }) => [Task, ExecutionId])).toEqual([['CleanUp', 'e-1'], ['CleanUp', 'e-1']]);
      expect(ended.history).toHaveLength(13 + 9);
    },
  },
  {
    title: '[R10.3] given a drill, the clean-up looks again every 30 s after the execution is finalized',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1), { CleanUp: (_, nth) => (nth <= 40 ? answers({ Answer: 'WAIT', WaitSeconds: 30 }) : undefined) });
      expect(orchestrator.at('FinalizeExecution')).toBe(0);
      expect(orchestrator.callsOf('CleanUp').map(({ at }) => at)).toEqual(Array.from({ length: 41 }, (_, index) => 30 * index));
    },
  },
  {
    title: 'given nothing to clean up, the run ends after it is finalized',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { FinalizeExecution: () => answers({ CleanUp: false }) });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('CleanUp')).toEqual([]);
    },
  },
  ...[answers({}), answers({ Answer: 'WAIT' }), answers({ Answer: 'PERHAPS', WaitSeconds: 5 }), fails('TerminalError')].flatMap((outcome) =>
    [{}, alone].map((options): Scenario => ({
      title: `given a clean-up that comes to ${JSON.stringify(outcome)} in Mode ${'input' in options ? 'CLEANUP' : 'RUN'}, the machine ends as FAILED and says what to do`,
      async run(engine) {
        const { ended } = await attempt(engine, chain(1), { CleanUp: () => outcome }, options);
        expect(ended).toMatchObject({ status: 'FAILED', error: 'CleanUpFailed', cause: expect.stringContaining('drsctl executions cleanup') });
      },
    })),
  ),
  {
    title: '[P26] given a clean-up that crashes for good, it is tried again after 2, 4 and 8 s before the machine fails',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [], { CleanUp: () => fails('Lambda.Unknown') }, alone);
      expect(orchestrator.callsOf('CleanUp').map(({ at }) => at)).toEqual([0, 2, 6, 14]);
      expect(ended.error).toBe('CleanUpFailed');
    },
  },
  ...[{}, { Mode: 'RUN' }, { Mode: 'run', ExecutionId: 'e-1' }, { ExecutionId: 'e-1' }, { Mode: 7, ExecutionId: 'e-1' }].map((input): Scenario => ({
    title: `given the input ${JSON.stringify(input)}, the machine fails at once and says what it needs`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), {}, { input });
      expect(ended).toMatchObject({ status: 'FAILED', error: 'UnexpectedInput', cause: expect.stringContaining('ExecutionId') });
      expect(orchestrator.calls).toEqual([]);
      expect(entered(ended, 'UnknownInput')).toBe(1);
    },
  })),
];
