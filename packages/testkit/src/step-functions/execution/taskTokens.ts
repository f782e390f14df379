import type { Scope } from './scope.js';

/** The answer to a task that waits for its token: JSON output, or a failure. */
export type TaskAnswer =
  | { readonly output: unknown }
  | { readonly error: string | null; readonly cause: string | null };

/** A task that waits for its token to come back. */
export class WaitingTask {
  readonly token: string;
  /** When it last gave a sign: milliseconds of the clock. */
  lastHeartbeat: number;
  readonly answer: Promise<TaskAnswer>;
  readonly #scope: Scope;
  #isAnswered = false;
  #isExpired = false;
  #resolve!: (answer: TaskAnswer) => void;

  constructor(token: string, now: number, scope: Scope) {
    this.token = token;
    this.lastHeartbeat = now;
    this.#scope = scope;
    this.answer = new Promise((resolve) => (this.#resolve = resolve));
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Whether an answer would still be taken: none was, it is not late, and its execution goes on. An answer that is accepted is never lost. */
  get acceptsAnswer(): boolean {
    return !this.#isAnswered && !this.#isExpired && !this.#scope.isCancelled;
  }

  accept(answer: TaskAnswer): void {
    this.#isAnswered = true;
    this.#resolve(answer);
  }

  /** It is late: no answer is accepted any more. */
  expire(): void {
    this.#isExpired = true;
  }
}

/** The task tokens of one engine, issued and looked up. */
export class TaskTokens {
  readonly #engine: string;
  readonly #waiting = new Map<string, WaitingTask>();
  #issued = 0;

  /** `engine`: a name of its own, so that another engine's tokens are told from closed ones. */
  constructor(engine: string) {
    this.#engine = engine;
  }

  /** A new token of a task that runs in `scope`; `now`: milliseconds of the clock. */
  issue(now: number, scope: Scope): WaitingTask {
    this.#issued += 1;
    const token = Buffer.from(`task:${this.#engine}:${this.#issued}`).toString('base64');
    const task = new WaitingTask(token, now, scope);
    this.#waiting.set(token, task);
    return task;
  }

  /** Its task has ended: nobody waits for an answer any more. */
  close(task: WaitingTask): void {
    this.#waiting.delete(task.token);
  }

  /** The task that waits for the token; `CLOSED` when it waits no more, `UNKNOWN` when it is another engine's, `INVALID` when it is no token. */
  find(token: string): WaitingTask | 'CLOSED' | 'UNKNOWN' | 'INVALID' {
    const task = this.#waiting.get(token);
    if (task !== undefined) return task.acceptsAnswer ? task : 'CLOSED';
    const [, engine, serial] = /^task:(.+):(\d+)$/u.exec(Buffer.from(token, 'base64').toString('utf8')) ?? [];
    if (engine === undefined) return 'INVALID';
    return engine === this.#engine && Number(serial) <= this.#issued ? 'CLOSED' : 'UNKNOWN';
  }
}
