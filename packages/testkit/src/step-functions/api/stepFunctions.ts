import type { Clock, Identifiers } from '@drs-orchestration/core';
import { Execution, type ExecutionEnd } from '../execution/execution.js';
import type { ExecutionEnvironment } from '../execution/environment.js';
import type { FunctionInvoker } from '../execution/functionInvoker.js';
import { TaskTokens, type TaskAnswer } from '../execution/taskTokens.js';
import { maxPayloadBytes } from '../limits.js';
import { StepFunctionsApiError } from './apiError.js';
import { executionArn, requireArn, requireName, type EngineLocation } from './arns.js';
import { historyEventView } from './historyView.js';
import { pageOf } from './pages.js';
import type {
  CreateStateMachineInput, DescribeExecutionOutput, DescribeStateMachineOutput, ExecutionListItem, GetExecutionHistoryInput,
  HistoryEventView, ListExecutionsInput, StartExecutionInput, UpdateStateMachineInput,
} from './requests.js';
import { StateMachines, stateMachineView } from './stateMachines.js';
import { statusChangeEvent, type StatusChangeEvent } from './statusChange.js';

/** What an engine needs: its time, its identifiers, a way to invoke functions; and where it claims to be. */
export interface StepFunctionsOptions {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly invoke: FunctionInvoker;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default `123456789012`. */
  readonly accountId?: string;
}

interface StartedExecution {
  readonly execution: Execution;
  /** The input as it was given. */
  readonly input: string;
}

/**
 * A local Step Functions: the API's operations, in process, on any clock. Requests and answers have the SDK's names;
 * a refused call rejects with StepFunctionsApiError, whose name is the API's error code.
 */
export class StepFunctions {
  readonly #environment: ExecutionEnvironment;
  readonly #location: EngineLocation;
  readonly #machines: StateMachines;
  readonly #executions = new Map<string, StartedExecution>();
  readonly #listeners = new Set<(event: StatusChangeEvent) => void>();

  constructor(options: StepFunctionsOptions) {
    const { clock, identifiers, invoke, region = 'us-east-1', accountId = '123456789012' } = options;
    this.#location = { region, accountId };
    this.#machines = new StateMachines(this.#location);
    this.#environment = { clock, invoke, region, uuid: () => identifiers.uuid(), tokens: new TaskTokens(identifiers.uuid()) };
  }

  async createStateMachine(input: CreateStateMachineInput): Promise<{ readonly stateMachineArn: string; readonly creationDate: Date }> {
    const { arn, createdAt } = this.#machines.create(input, this.#now());
    return { stateMachineArn: arn, creationDate: new Date(createdAt) };
  }

  async updateStateMachine(input: UpdateStateMachineInput): Promise<{ readonly updateDate: Date; readonly revisionId: string }> {
    const revisionId = this.#environment.uuid();
    this.#machines.update(input, revisionId);
    return { updateDate: new Date(this.#now()), revisionId };
  }

  /** Executions that run go on. */
  async deleteStateMachine({ stateMachineArn }: { readonly stateMachineArn: string }): Promise<Record<string, never>> {
    this.#machines.delete(stateMachineArn);
    return {};
  }

  async describeStateMachine({ stateMachineArn }: { readonly stateMachineArn: string }): Promise<DescribeStateMachineOutput> {
    return stateMachineView(this.#machines.require(stateMachineArn));
  }

  async listStateMachines(): Promise<{ readonly stateMachines: readonly Pick<DescribeStateMachineOutput, 'stateMachineArn' | 'name' | 'type' | 'creationDate'>[] }> {
    const stateMachines = this.#machines.list().map(({ arn, name, createdAt }) => ({ stateMachineArn: arn, name, type: 'STANDARD' as const, creationDate: new Date(createdAt) }));
    return { stateMachines };
  }

  /**
   * Starts an execution. The same name with the same input, while that one runs, is answered like the first time;
   * otherwise a taken name is `ExecutionAlreadyExists`.
   */
  async startExecution(request: StartExecutionInput): Promise<{ readonly executionArn: string; readonly startDate: Date }> {
    const machine = this.#machines.require(request.stateMachineArn);
    const name = requireName(request.name ?? this.#environment.uuid());
    const input = request.input ?? '{}';
    const arn = executionArn(machine.arn, name);
    const existing = this.#executions.get(arn);
    if (existing !== undefined) return answerAgain(existing, input);
    const identity = {
      executionArn: arn, name, stateMachineArn: machine.arn, stateMachineName: machine.name, roleArn: machine.roleArn,
      input: parseInput(input), startedAt: this.#now(),
    };
    const execution = new Execution(machine.compiled, identity, this.#environment);
    const started = { execution, input };
    this.#executions.set(arn, started);
    this.#tell(started, undefined);
    void execution.ended.then((end) => this.#tell(started, end));
    void execution.run();
    return { executionArn: arn, startDate: new Date(identity.startedAt) };
  }

  async describeExecution({ executionArn: arn }: { readonly executionArn: string }): Promise<DescribeExecutionOutput> {
    return describe(this.#require(arn));
  }

  async listExecutions(request: ListExecutionsInput): Promise<{ readonly executions: readonly ExecutionListItem[]; readonly nextToken?: string }> {
    this.#machines.require(request.stateMachineArn);
    const all = [...this.#executions.values()].reverse().map(({ execution }) => listItem(execution));
    const wanted = all.filter(({ stateMachineArn, status }) => stateMachineArn === request.stateMachineArn && (request.statusFilter === undefined || status === request.statusFilter));
    const { items, ...rest } = pageOf(wanted, request.maxResults, request.nextToken);
    return { executions: items, ...rest };
  }

  async getExecutionHistory(request: GetExecutionHistoryInput): Promise<{ readonly events: readonly HistoryEventView[]; readonly nextToken?: string }> {
    const { events } = this.#require(request.executionArn).execution;
    const { items, ...rest } = pageOf(request.reverseOrder === true ? [...events].reverse() : events, request.maxResults, request.nextToken);
    return { events: items.map((event) => historyEventView(event, request.includeExecutionData ?? true)), ...rest };
  }

  /** Aborts an execution; one that has ended keeps its status, and its stop date is answered. */
  async stopExecution(request: { readonly executionArn: string; readonly error?: string; readonly cause?: string }): Promise<{ readonly stopDate: Date }> {
    const { execution } = this.#require(request.executionArn);
    execution.abort(request.error, request.cause);
    return { stopDate: new Date(execution.end?.stoppedAt ?? this.#now()) };
  }

  async sendTaskSuccess({ taskToken, output }: { readonly taskToken: string; readonly output: string }): Promise<Record<string, never>> {
    return this.#answer(taskToken, { output: parseOutput(output) });
  }

  async sendTaskFailure({ taskToken, error, cause }: { readonly taskToken: string; readonly error?: string; readonly cause?: string }): Promise<Record<string, never>> {
    return this.#answer(taskToken, { error: error ?? null, cause: cause ?? null });
  }

  async sendTaskHeartbeat({ taskToken }: { readonly taskToken: string }): Promise<Record<string, never>> {
    this.#requireTask(taskToken).lastHeartbeat = this.#now();
    return {};
  }

  /** Hears of each execution's start and end; returns a function that takes the listener away. Events are never lost here, unlike on AWS. */
  onStatusChange(listener: (event: StatusChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when the execution has ended, however it ended. */
  async untilEnded(arn: string): Promise<DescribeExecutionOutput> {
    const started = this.#require(arn);
    await started.execution.ended;
    return describe(started);
  }

  /** State transitions of an execution so far: states entered and attempts repeated, which is what AWS bills. */
  stateTransitions(arn: string): number {
    return this.#require(arn).execution.transitions;
  }

  /** Gives up all that runs, without ending it: nothing of it waits on the clock any more. */
  close(): void {
    for (const { execution } of this.#executions.values()) execution.abandon();
    this.#listeners.clear();
  }

  #now(): number {
    return this.#environment.clock.now();
  }

  #require(arn: string): StartedExecution {
    const started = this.#executions.get(requireArn(arn, 'execution'));
    if (started === undefined) throw new StepFunctionsApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return started;
  }

  #tell({ execution, input }: StartedExecution, end: ExecutionEnd | undefined): void {
    if (this.#listeners.size === 0) return;
    const event = statusChangeEvent(this.#environment.uuid(), this.#now(), execution.identity, input, end);
    for (const listener of [...this.#listeners]) listener(event);
  }

  #answer(token: string, answer: TaskAnswer): Record<string, never> {
    this.#requireTask(token).accept(answer);
    return {};
  }

  #requireTask(token: unknown): Exclude<ReturnType<TaskTokens['find']>, string> {
    const task = typeof token === 'string' ? this.#environment.tokens.find(token) : 'INVALID';
    if (typeof task === 'object') return task;
    if (task === 'INVALID') throw new StepFunctionsApiError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (task === 'CLOSED') throw new StepFunctionsApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    throw new StepFunctionsApiError('TaskDoesNotExist', 'Task does not exist');
  }
}

function answerAgain({ execution, input }: StartedExecution, given: string): { readonly executionArn: string; readonly startDate: Date } {
  const arn = execution.identity.executionArn;
  if (execution.status === 'RUNNING' && input === given) return { executionArn: arn, startDate: new Date(execution.identity.startedAt) };
  throw new StepFunctionsApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

function parseInput(input: string): unknown {
  try {
    if (Buffer.byteLength(input) > maxPayloadBytes) throw new Error(`it is longer than ${maxPayloadBytes} bytes`);
    return JSON.parse(input) as unknown;
  } catch (error) {
    throw new StepFunctionsApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}

function parseOutput(output: unknown): unknown {
  try {
    if (typeof output !== 'string') throw new Error('it must be JSON as text');
    if (Buffer.byteLength(output) > maxPayloadBytes) throw new Error(`it is longer than ${maxPayloadBytes} bytes`);
    return JSON.parse(output) as unknown;
  } catch (error) {
    throw new StepFunctionsApiError('InvalidOutput', `Invalid Output: '${(error as Error).message}'`);
  }
}

function listItem({ identity, status, end }: Execution): ExecutionListItem {
  const { executionArn: arn, stateMachineArn, name, startedAt } = identity;
  const item = { executionArn: arn, stateMachineArn, name, status, startDate: new Date(startedAt), redriveCount: 0 } as const;
  return end === undefined ? item : { ...item, stopDate: new Date(end.stoppedAt) };
}

function describe({ execution, input }: StartedExecution): DescribeExecutionOutput {
  const { end } = execution;
  return {
    ...listItem(execution),
    input,
    inputDetails: { included: true },
    ...(end?.status === 'SUCCEEDED' ? { output: JSON.stringify(end.output), outputDetails: { included: true } as const } : {}),
    ...(end?.error === undefined ? {} : { error: end.error }),
    ...(end?.cause === undefined ? {} : { cause: end.cause }),
  };
}
