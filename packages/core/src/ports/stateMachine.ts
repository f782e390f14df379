/** How a state machine execution stands (Step Functions DescribeExecution). */
export interface MachineState {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly error?: string;
  readonly cause?: string;
}

/** The recovery state machine, in Step Functions. */
export interface StateMachine {
  /** Starts an execution under `name`. Under a name that is taken it does nothing, so repeating is harmless. */
  start(name: string, input: Readonly<Record<string, unknown>>): Promise<void>;
  /** Stops the execution `name`; one that has ended, or never was, is left alone. */
  stop(name: string, cause: string): Promise<void>;
  /** The execution's state, or undefined where there is none of that name. */
  describe(name: string): Promise<MachineState | undefined>;
  /**
   * Answers a waiting Task. `GONE`: that task is no longer waiting (timed out, answered before, or stopped).
   * @throws ServiceError when Step Functions could not be reached.
   */
  answer(token: string, output: Readonly<Record<string, unknown>>): Promise<'ACCEPTED' | 'GONE'>;
}
