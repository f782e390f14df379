import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FunctionOptions } from '@drs-orchestration/core';
import type { FunctionFactory, PausingClock, SystemFunctions } from '@drs-orchestration/testkit';
import { systemFunctions } from '../system/functions.js';
import type { Answer, Invocation, MortalFunction } from './relay.js';

const program = fileURLToPath(new URL('functionProcess.ts', import.meta.url));

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Functions in a process of their own that can be killed outright; whatever was at work in it is lost, as on Lambda. */
export class MortalFunctions {
  /** How often it was killed, and how many invocations were lost by it. */
  kills = 0;
  lost = 0;
  /** How many invocations it answered. */
  answered = 0;
  readonly #speed: number;
  readonly #waiting = new Map<number, Waiting>();
  #process!: ChildProcess;
  #ready!: Promise<void>;
  #stopped = false;
  #count = 0;

  constructor(speed: number) {
    this.#speed = speed;
    this.#begin();
  }

  /** How many invocations are at work. */
  get working(): number {
    return this.#waiting.size;
  }

  /** The functions as a local system takes them: all but the API's in the process. */
  get functions(): SystemFunctions {
    return { ...systemFunctions, finder: this.#relayed('finder'), poller: this.#relayed('poller'), orchestrator: this.#relayed('orchestrator') };
  }

  /** Resolves when the process can be invoked. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Kills the process (SIGKILL) and begins another. */
  kill(): void {
    this.kills += 1;
    this.#process.kill('SIGKILL');
  }

  /** Ends it for good. */
  stop(): void {
    this.#stopped = true;
    this.#process.kill('SIGKILL');
  }

  #begin(): void {
    const child = fork(program, { execArgv: ['--conditions=@drs-orchestration/source', '--import', 'tsx'] });
    this.#process = child;
    this.#ready = new Promise((resolve) => child.on('message', (message: Answer) => (message.kind === 'READY' ? resolve() : this.#answered(message))));
    child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(died());
      this.lost += this.#waiting.size;
      this.#waiting.clear();
      if (!this.#stopped) this.#begin();
    });
  }

  #answered(message: Exclude<Answer, { readonly kind: 'READY' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    this.answered += 1;
    if (message.kind === 'ANSWER') waiting?.resolve(message.payload);
    else waiting?.reject(Object.assign(new Error(message.message), { name: message.name }));
  }

  #relayed(name: MortalFunction): FunctionFactory {
    return ({ clock, environment }: FunctionOptions) =>
      (event: unknown) =>
        // Its sleeps are on a clock of its own: meanwhile the system's goes on.
        (clock as PausingClock).letTimePass(async () => {
          await this.#ready;
          return this.#invoke({ id: (this.#count += 1), name, event, environment, now: clock.now(), speed: this.#speed });
        });
  }

  #invoke(invocation: Invocation): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(invocation.id, { resolve, reject });
      this.#process.send(invocation, (error) => {
        if (error === null || !this.#waiting.delete(invocation.id)) return;
        this.lost += 1;
        reject(died());
      });
    });
  }
}

function died(): Error {
  return Object.assign(new Error('the process was killed'), { name: 'Runtime.ExitError' });
}
