/** What the suite's function does when a Task invokes it: it makes calls, and returns or throws. */
export interface ScriptedAnswer {
  /** What it returns; `{}` by default. */
  readonly payload?: unknown;
  /** What it throws instead. */
  readonly error?: { readonly name: string; readonly message: string };
  /** Calls of the API: one after the other, those with a time some seconds after it returned. */
  readonly calls?: readonly ApiCall[];
}

/** A call of the Step Functions API about a task's token or its execution, and how it must be answered. */
export interface ApiCall {
  readonly operation: 'SendTaskSuccess' | 'SendTaskFailure' | 'SendTaskHeartbeat' | 'StopExecution';
  /** Seconds after the function returned; before it returns where there are none. */
  readonly after?: number;
  /** SendTaskSuccess's output, as text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** Whose token: the last one that this call (`callKey`) was given; the function's own by default. */
  readonly tokenOf?: string;
  /** A token of nobody. */
  readonly token?: string;
  /** The error that the API documents; none by default. */
  readonly refusedAs?: 'InvalidToken' | 'InvalidOutput' | 'TaskTimedOut';
}

/** More of a call than its operation. */
export type ApiCallOptions = Pick<ApiCall, 'after' | 'tokenOf' | 'token' | 'refusedAs'>;

/** The function returns `payload`. */
export const returns = (payload: unknown): ScriptedAnswer => ({ payload });

/** The function throws an error of that name. */
export const throws = (name: string, message = `${name}, as scripted`): ScriptedAnswer => ({ error: { name, message } });

/** SendTaskSuccess with `output`, a JSON value. */
export const success = (output: unknown, options: ApiCallOptions = {}): ApiCall => ({ operation: 'SendTaskSuccess', output: JSON.stringify(output), ...options });

/** SendTaskHeartbeat. */
export const heartbeat = (after: number): ApiCall => ({ operation: 'SendTaskHeartbeat', after });

/** The token is answered before the function returns, as where the answer is there already. */
export const succeeds = (output: unknown): ScriptedAnswer => ({ calls: [success(output)] });

/** The token is answered some seconds after the function returned. */
export const succeedsAfter = (after: number, output: unknown): ScriptedAnswer => ({ calls: [success(output, { after })] });

/** The function returns, and nobody answers its token. */
export const silent: ScriptedAnswer = {};
