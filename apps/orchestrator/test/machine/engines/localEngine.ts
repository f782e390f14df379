import { StepFunctions, SteppedClock, StepFunctionsApiError } from '@drs-orchestration/testkit';
import { ended, type EndedExecution, type Engine, type ExecutionRequest, type MachineControl, type TaskCall } from './engine.js';

const midnight = Date.UTC(2026, 0, 1);
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:orchestrator';

/** Runs each execution on a local Step Functions of its own, on a clock that jumps. */
export const localEngine: Engine = { execute, close: async () => undefined };

async function execute(request: ExecutionRequest): Promise<EndedExecution> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: midnight });
  let uuids = 0;
  let executionArn = '';
  const engine: StepFunctions = new StepFunctions({
    clock,
    identifiers: { uuid: () => `00000000-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}` },
    async invoke(_, payload) {
      const outcome = await request.invoke(payload as TaskCall, control);
      return 'threw' in outcome ? { error: { errorType: outcome.threw.name, errorMessage: outcome.threw.message } } : { payload: outcome.returned };
    },
  });
  const control: MachineControl = {
    now: () => clock.now() / 1000,
    answer: (taskToken, output) => engine.sendTaskSuccess({ taskToken, output: JSON.stringify(output) }).then(() => undefined, ignoreGone),
    stop: async () => void (await engine.stopExecution({ executionArn })),
  };
  return clock.run(async () => {
    const { stateMachineArn } = await engine.createStateMachine({ name: 'recovery', definition: request.definition(functionArn), roleArn: 'arn:aws:iam::123456789012:role/machine' });
    ({ executionArn } = await engine.startExecution({ stateMachineArn, name: 'e-1', input: JSON.stringify(request.input) }));
    const state = await engine.untilEnded(executionArn);
    return ended(state, (page) => engine.getExecutionHistory({ executionArn, ...page }));
  });
}

function ignoreGone(error: unknown): void {
  if (!(error instanceof StepFunctionsApiError)) throw error;
}
