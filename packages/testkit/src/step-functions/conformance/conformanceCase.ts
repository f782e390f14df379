/** What the suite's function does when a task invokes it. */
export type ScriptedAnswer =
  | { readonly payload: unknown }
  /** Throws an error of that name. */
  | { readonly error: { readonly name: string; readonly message: string } }
  /** Answers the token before it returns, as a task whose answer is already there. */
  | { readonly succeed: unknown }
  | { readonly fail: { readonly error?: string; readonly cause?: string } }
  /** Answers the token some seconds after it returned. */
  | { readonly succeedAfter: number; readonly output: unknown }
  /** Returns, and never answers the token. */
  | { readonly silent: true };

/** How the execution must have ended. `output` is a JSON value. */
export interface ExpectedEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly output?: unknown;
  readonly error?: string;
  /** A text or pattern that the cause must equal or match. */
  readonly cause?: string | RegExp;
}

/** One rule of Step Functions, as data: it must hold on every engine. */
export interface ConformanceCase {
  /** The rule, as a sentence. */
  readonly rule: string;
  /** Requirement ids, where it belongs to one. */
  readonly ids?: readonly string[];
  /** The states and where they start; `task` builds Task states that invoke the suite's function. */
  readonly machine: (task: TaskBuilder, functionName: string) => object;
  readonly input?: unknown;
  /** Answers by task, one an invocation in order; the last one repeats. */
  readonly answers?: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  readonly expected: ExpectedEnd;
  /** The types of the history's events, in order. */
  readonly events?: readonly string[];
  /** How often each type of event occurs, where the order is not defined. */
  readonly eventCounts?: Readonly<Record<string, number>>;
  /** How many events the history has in all. */
  readonly eventTotal?: number;
  /** The least time the execution must take, in seconds. */
  readonly leastSeconds?: number;
  /** Engines that are known to do otherwise, each with what they do. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** Builds a Task state named `task` to the suite's function; `more` are its other fields. */
export type TaskBuilder = (task: string, more: Readonly<Record<string, unknown>>, options?: TaskBuilderOptions) => object;

/** `token`: wait for the task token. `payload`: more fields of the payload. */
export interface TaskBuilderOptions {
  readonly token?: boolean;
  readonly payload?: Readonly<Record<string, unknown>>;
}
