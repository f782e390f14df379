import type { MachineState, StateMachine } from '@drs-orchestration/core';
import { StepFunctionsApiError } from './apiError.js';
import { executionArn } from './arns.js';
import type { StepFunctions } from './stepFunctions.js';

/** Errors that say that a task waits no more. */
const gone = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** Core's StateMachine port on a local engine, without a network between. */
export function inProcessStateMachine(engine: StepFunctions, stateMachineArn: string): StateMachine {
  const arnOf = (name: string): string => executionArn(stateMachineArn, name);
  return {
    async start(name, input) {
      await unless(['ExecutionAlreadyExists'], engine.startExecution({ stateMachineArn, name, input: JSON.stringify(input) }));
    },
    async stop(name, cause) {
      await unless(['ExecutionDoesNotExist'], engine.stopExecution({ executionArn: arnOf(name), cause }));
    },
    async describe(name): Promise<MachineState | undefined> {
      const found = await unless(['ExecutionDoesNotExist'], engine.describeExecution({ executionArn: arnOf(name) }));
      if (found === undefined) return undefined;
      const { status, error, cause } = found;
      return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    },
    async answer(token, output) {
      const sent = await unless([...gone], engine.sendTaskSuccess({ taskToken: token, output: JSON.stringify(output) }));
      return sent === undefined ? 'GONE' : 'ACCEPTED';
    },
  };
}

/** The call's answer, or undefined where it was refused with one of these codes. */
async function unless<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof StepFunctionsApiError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
