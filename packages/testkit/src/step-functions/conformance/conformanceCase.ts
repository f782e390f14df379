import type { ScriptedAnswer } from './scriptedAnswer.js';
import type { Source } from './sources.js';

/** How the execution must have ended. `output` is a JSON value. */
export interface ExpectedEnd {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: unknown;
  readonly error?: string;
  /** A text that the cause must be, or a pattern of the part that is documented: `anyCause` where none is. */
  readonly cause?: string | RegExp;
}

/** There is a cause, whose words AWS documents nowhere. */
export const anyCause: RegExp = /./u;

/** One rule of Step Functions, as data: it must hold on every engine. */
export interface ConformanceCase {
  /** The rule, as a sentence. */
  readonly rule: string;
  /** Where AWS states it; what is expected comes from there, never from an engine. */
  readonly source: readonly [Source, ...Source[]];
  /** Requirement ids, where it belongs to one. */
  readonly ids?: readonly string[];
  /** The states and where they start; `task` builds Task states that invoke the suite's function. */
  readonly machine: (task: TaskBuilder, functionName: string) => object;
  /** The execution's input, `{}` by default; `thisRun` in a text of it stands for the execution's name. */
  readonly input?: unknown;
  /** Answers by call (`callKey`), or by its Task alone; one an invocation in order, the last one repeats. */
  readonly answers?: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  readonly expected: ExpectedEnd;
  /** The history's events, in order: types, each with its state's name after a blank where that is expected too. */
  readonly events?: readonly string[];
  /** The same where several lines run side by side, whose order among each other is not defined. */
  readonly eventsInAnyOrder?: readonly string[];
  /** How often each type of event occurs. */
  readonly eventCounts?: Readonly<Record<string, number>>;
  /** The type of the last event. */
  readonly lastEvent?: string;
  /** Which calls the function gets about each wave, in order; those about none under ''. */
  readonly calls?: Readonly<Record<string, readonly string[]>>;
  /** Calls of which each comes after the one before it (`callKey`). */
  readonly order?: readonly string[];
  /** What the first call of a key must hold, at least. */
  readonly received?: Readonly<Record<string, object>>;
  /** Seconds between each attempt that failed and the next one, in order of time; for machines where nothing runs side by side. */
  readonly retryWaits?: readonly number[];
  /** The least time the execution must take, in seconds. */
  readonly leastSeconds?: number;
  /** Engines that are known to do otherwise than AWS documents, each with what they do. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** What stands in a case's input for the name of the execution, which is another one each time. */
export const thisRun: string = '{run}';

/** Builds a Task state named `task` to the suite's function; `more` are its other fields. */
export type TaskBuilder = (task: string, more: Readonly<Record<string, unknown>>, options?: TaskBuilderOptions) => object;

/** `token`: wait for the task token. `payload`: more fields of the payload. */
export interface TaskBuilderOptions {
  readonly token?: boolean;
  readonly payload?: Readonly<Record<string, unknown>>;
}
