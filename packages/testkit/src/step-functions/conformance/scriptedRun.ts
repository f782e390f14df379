import type { ScriptedEvent } from './callKey.js';
import type { ConformanceCase } from './conformanceCase.js';
import type { ScriptedAnswer } from './scriptedAnswer.js';

/** A call of the function: its name in the case (`callKey`), and all that it was given. */
export interface ReceivedCall {
  readonly key: string;
  readonly event: ScriptedEvent;
}

/** A call of the API that the function made: what was expected of it, and how it was answered. */
export interface AnsweredCall {
  readonly call: string;
  readonly expected: string;
  readonly answered: string;
}

/** One run of a case, as the suite's function sees it. */
export class ScriptedRun {
  readonly received: ReceivedCall[] = [];
  readonly answered: AnsweredCall[] = [];
  /** The last token that each call (`callKey`) was given. */
  readonly tokens: Map<string, string> = new Map<string, string>();
  /** Calls of the API that are still to be made, or are over. */
  readonly later: Promise<void>[] = [];
  readonly executionArn: Promise<string>;
  readonly #answers: NonNullable<ConformanceCase['answers']>;
  #tellArn!: (executionArn: string) => void;

  constructor({ answers = {} }: ConformanceCase) {
    this.#answers = answers;
    this.executionArn = new Promise((resolve) => (this.#tellArn = resolve));
  }

  /** Says which execution it is. */
  started(executionArn: string): void {
    this.#tellArn(executionArn);
  }

  /** The answer to the call received last: to the like of it one after the other, the last one for all that follow. */
  answerTo(key: string, task: string): ScriptedAnswer | undefined {
    const answers = this.#answers[key] ?? this.#answers[key.replace(/\/\d+$/u, '')] ?? this.#answers[task];
    const before = this.received.filter((call) => call.key === key).length - 1;
    return answers?.[Math.min(before, answers.length - 1)];
  }
}
