import type { CompiledMachine } from '../definition/compileDefinition.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { StateFailure } from '../errors/stateFailure.js';
import type { ExecutionEnvironment, ExecutionIdentity } from './environment.js';
import { Frame, type FrameShared } from './frame.js';
import { History, type HistoryEvent } from './history.js';
import { runStates } from './runStates.js';
import { cancelled, Scope } from './scope.js';
import { sleepIn } from './waiting.js';

/** An execution's status, as Step Functions names it. */
export type MachineExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended. */
export interface ExecutionEnd {
  readonly status: Exclude<MachineExecutionStatus, 'RUNNING'>;
  /** Milliseconds since the Unix epoch. */
  readonly stoppedAt: number;
  /** The output, where it succeeded: a JSON value. */
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** One execution of a machine. */
export class Execution {
  readonly identity: ExecutionIdentity;
  /** Resolves when it has ended, however it ended. */
  readonly ended: Promise<ExecutionEnd>;
  readonly #environment: ExecutionEnvironment;
  readonly #machine: CompiledMachine;
  readonly #history: History;
  readonly #shared: FrameShared;
  readonly #scope = new Scope();
  #end: ExecutionEnd | undefined;
  #tellEnd!: (end: ExecutionEnd) => void;

  constructor(machine: CompiledMachine, identity: ExecutionIdentity, environment: ExecutionEnvironment) {
    this.identity = identity;
    this.#machine = machine;
    this.#environment = environment;
    this.#history = new History(() => environment.clock.now());
    this.#shared = { environment, identity, history: this.#history, transitions: 0 };
    this.ended = new Promise((resolve) => (this.#tellEnd = resolve));
  }

  get status(): MachineExecutionStatus {
    return this.#end?.status ?? 'RUNNING';
  }

  get end(): ExecutionEnd | undefined {
    return this.#end;
  }

  get events(): readonly HistoryEvent[] {
    return this.#history.events;
  }

  /** States entered and attempts repeated so far: what AWS bills as state transitions. */
  get transitions(): number {
    return this.#shared.transitions;
  }

  /** Runs it to its end; never rejects. */
  async run(): Promise<void> {
    this.#history.addLast('ExecutionStarted', 0, { input: this.identity.input, roleArn: this.identity.roleArn });
    // The first state's event follows from nothing, as recorded from AWS.
    const frame = new Frame(this.#shared, this.#scope, 0);
    this.#limitTime();
    try {
      const output = await runStates(this.#machine.states, this.identity.input, frame);
      this.#finish('SUCCEEDED', frame.lastEvent, { output });
    } catch (error) {
      if (error === cancelled) return;
      const failure = error instanceof StateFailure ? error : unexpected(error);
      this.#finish('FAILED', frame.lastEvent, failureDetails(failure));
    }
  }

  /** Stops it, if it still runs. */
  abort(error?: string, cause?: string): void {
    this.#finish('ABORTED', 0, { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  }

  /** Gives it up without an end: nothing of it waits on the clock any more. For shutting an engine down. */
  abandon(): void {
    this.#scope.cancel();
  }

  #limitTime(): void {
    const { timeoutSeconds } = this.#machine;
    if (timeoutSeconds === undefined) return;
    sleepIn(this.#scope, this.#environment.clock, timeoutSeconds).then(
      // Its error is documented ("Error names": States.Timeout is reported when a whole execution is too long).
      () => this.#finish('TIMED_OUT', 0, { error: 'States.Timeout' }),
      () => undefined,
    );
  }

  #finish(status: ExecutionEnd['status'], previousEvent: number, details: Omit<ExecutionEnd, 'status' | 'stoppedAt'>): void {
    if (this.#end !== undefined || this.#scope.isCancelled) return;
    this.#end = { status, stoppedAt: this.#environment.clock.now(), ...details };
    this.#history.addLast(endEvents[status], previousEvent, details);
    this.#scope.cancel();
    this.#tellEnd(this.#end);
  }
}

const endEvents: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** An absent name or an empty cause is left out, as recorded from AWS. */
function failureDetails({ error, failureCause }: StateFailure): { readonly error?: string; readonly cause?: string } {
  return { ...(error === null ? {} : { error }), ...(failureCause === null || failureCause === '' ? {} : { cause: failureCause }) };
}

function unexpected(error: unknown): StateFailure {
  return new RuntimeFailure(`The local engine itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
