/** What the state machine passes to the function behind its Tasks. */
export interface TaskCall {
  readonly Task: string;
  readonly ExecutionId: string;
  readonly WaveNumber?: number;
  readonly Position?: number;
  readonly Token?: string;
  readonly Failure?: '' | { readonly Error: string; readonly Cause?: string };
}

/** How a call of the function ended. */
export type Invocation = { readonly returned: unknown } | { readonly threw: { readonly name: string; readonly message: string } };

/** What the function can do to the execution that calls it. */
export interface MachineControl {
  /** Seconds since the Unix epoch, by the engine's clock. */
  now(): number;
  /** SendTaskSuccess; a token that is gone is ignored. */
  answer(token: string, output: unknown): Promise<void>;
  /** StopExecution. */
  stop(): Promise<void>;
}

/** One event of an execution's history. */
export interface HistoryEvent {
  readonly type: string;
  /** The state entered, where the event is one's entering. */
  readonly entered?: string;
}

/** An execution that has ended. */
export interface EndedExecution {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: unknown;
  readonly history: readonly HistoryEvent[];
}

/** One execution to run to its end. */
export interface ExecutionRequest {
  /** The definition as `renderDefinition` leaves it when given a function's ARN. */
  readonly definition: (functionArn: string) => string;
  readonly input: unknown;
  /** The function behind the Tasks. */
  readonly invoke: (call: TaskCall, machine: MachineControl) => Promise<Invocation>;
}

/** An engine that can execute state machines. */
export interface Engine {
  execute(request: ExecutionRequest): Promise<EndedExecution>;
  close(): Promise<void>;
}

/** A page of an execution's history, as the API gives it. */
export interface HistoryPage {
  readonly events?: readonly { readonly type?: string; readonly stateEnteredEventDetails?: { readonly name?: string } }[];
  readonly nextToken?: string;
}

/** What DescribeExecution tells of an execution that has ended. */
interface EndedState {
  readonly status: string;
  readonly error?: string | null;
  readonly cause?: string | null;
  readonly output?: string | null;
}

/** An ended execution with its whole history. */
export async function ended(state: EndedState, page: (request: { readonly maxResults: number; readonly nextToken?: string }) => Promise<HistoryPage>): Promise<EndedExecution> {
  const history: HistoryEvent[] = [];
  for (let nextToken: string | undefined; ; ) {
    const { events = [], nextToken: next } = await page({ maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) });
    for (const { type = '', stateEnteredEventDetails } of events) {
      history.push({ type, ...(stateEnteredEventDetails?.name === undefined ? {} : { entered: stateEnteredEventDetails.name }) });
    }
    if (typeof next !== 'string') break;
    nextToken = next;
  }
  const { status, error, cause, output } = state;
  return {
    status,
    history,
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
    ...(typeof output === 'string' ? { output: JSON.parse(output) as unknown } : {}),
  };
}
