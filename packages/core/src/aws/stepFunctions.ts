import { DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { MachineState, StateMachine } from '../ports/index.js';
import { callService } from './callService.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import type { Adapter } from './ports.js';

/** The ARN of the execution `name` of a state machine. */
export function executionArnOf(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

const ended: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
/** A task that no longer waits is told in three ways (design section 5). */
const goneTasks: ReadonlySet<string> = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** The recovery state machine over a connection. */
export class StepFunctionsStateMachine implements StateMachine {
  readonly #client: SFNClient;
  readonly #arn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#arn = stateMachineArn;
  }

  async start(name: string, input: Readonly<Record<string, unknown>>): Promise<void> {
    const command = new StartExecutionCommand({ stateMachineArn: this.#arn, name, input: JSON.stringify(input) });
    await this.#call('StartExecution', name, () => this.#client.send(command), ['ExecutionAlreadyExists']);
  }

  async stop(name: string, cause: string): Promise<void> {
    const command = new StopExecutionCommand({ executionArn: executionArnOf(this.#arn, name), cause });
    await this.#call('StopExecution', name, () => this.#client.send(command), ['ExecutionDoesNotExist']);
  }

  async describe(name: string): Promise<MachineState | undefined> {
    const command = new DescribeExecutionCommand({ executionArn: executionArnOf(this.#arn, name) });
    const found = await this.#call('DescribeExecution', name, () => this.#client.send(command), ['ExecutionDoesNotExist']);
    if (found === undefined) return undefined;
    return {
      // PENDING_REDRIVE and words to come: not ended, so nothing is to be done about it.
      status: ended.has(found.status ?? '') ? (found.status as MachineState['status']) : 'RUNNING',
      ...(found.error === undefined ? {} : { error: found.error }),
      ...(found.cause === undefined ? {} : { cause: found.cause }),
    };
  }

  async answer(token: string, output: Readonly<Record<string, unknown>>): Promise<'ACCEPTED' | 'GONE'> {
    const command = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) });
    const accepted = await this.#call('SendTaskSuccess', undefined, () => this.#client.send(command), goneTasks);
    return accepted === undefined ? 'GONE' : 'ACCEPTED';
  }

  /** A call of which some errors are answers: those give undefined. */
  async #call<T>(operation: string, about: string | undefined, send: () => Promise<T>, answers: Iterable<string>): Promise<T | undefined> {
    const names = new Set(answers);
    const sendAndJudge = async (): Promise<T | undefined> => {
      try {
        return await send();
      } catch (error) {
        if (error instanceof Error && names.has(error.name)) return undefined;
        throw error;
      }
    };
    return callService('Step Functions', operation, sendAndJudge, about === undefined ? {} : { about });
  }
}

/** The state machine over a connection. */
export function stateMachineOver(connection: Connection, stateMachineArn: string): StateMachine {
  return new StepFunctionsStateMachine(onOurClock(new SFNClient(clientSettings('SFN', connection)), connection), stateMachineArn);
}

/** The recovery state machine in Step Functions. */
export const stepFunctionsStateMachine: Adapter<StateMachine> = {
  requires: ['STATE_MACHINE_ARN', 'AWS_REGION'],
  build: ({ clock, environment, settings }) =>
    stateMachineOver({ clock, environment, region: settings.AWS_REGION }, settings.STATE_MACHINE_ARN),
};
