import type { Clock, FunctionHandler } from '@drs-orchestration/core';
import { functionTimeouts, LambdaHost, type InvocationResult, type SystemFunctionName } from '@drs-orchestration/testkit';
import { Container, never } from './container.js';
import type { Trouble } from './trouble.js';

/** Makes a function's handler inside a new process. */
export type ContainerFactory = (container: Container) => FunctionHandler;

/** What Lambda is given. */
export interface LambdasOptions {
  readonly clock: Clock;
  readonly trouble: Trouble;
  readonly factories: Readonly<Record<SystemFunctionName, ContainerFactory>>;
  /** A new process's clock skew, in milliseconds. */
  readonly skew: () => number;
  /** Told of each invocation that failed. */
  readonly onFailure: (name: SystemFunctionName, event: unknown, error: { readonly errorType: string; readonly errorMessage: string }) => void;
}

/** Why a limit is called off; a reason given costs less than one made up. */
const ended = new Error('the invocation ended');

interface Process {
  readonly container: Container;
  readonly handler: FunctionHandler;
}

/**
 * Lambda: a process serves one invocation at a time and is kept for the next; a new one is made where all are busy.
 * One that dies, or takes longer than its function may, is gone with all it had in mind.
 */
export class Lambdas {
  readonly #options: LambdasOptions;
  readonly #host: LambdaHost;
  readonly #idle = new Map<SystemFunctionName, Process[]>();

  constructor(options: LambdasOptions) {
    this.#options = options;
    this.#host = new LambdaHost({ clock: options.clock });
    for (const name of Object.keys(options.factories) as SystemFunctionName[]) this.#host.register(name, (event: unknown) => this.#serve(name, event));
  }

  /** Invokes a Task's function; where Step Functions runs it twice, the second run's answer goes nowhere. */
  invokeTask(name: SystemFunctionName, payload: unknown): Promise<InvocationResult> {
    if (this.#options.trouble.strikes('TASK_TWICE')) void this.#host.invoke(name, payload);
    return this.#host.invoke(name, payload);
  }

  /** Invokes a function and awaits its answer; never rejects. */
  invoke(name: SystemFunctionName, payload: unknown): Promise<InvocationResult> {
    return this.#host.invoke(name, payload);
  }

  /** Lambda's asynchronous invocation: at least once as a rule, and now and then not at all. */
  invokeAsync(name: SystemFunctionName, payload: unknown): void {
    const { trouble } = this.#options;
    if (trouble.strikes('INVOCATION_LOST')) return;
    this.#host.invokeAsync(name, payload);
    if (trouble.strikes('INVOCATION_TWICE')) this.#host.invokeAsync(name, payload);
  }

  async #serve(name: SystemFunctionName, event: unknown): Promise<unknown> {
    const process = this.#takeIdle(name) ?? this.#start(name);
    const over = new AbortController();
    void this.#limit(process.container, functionTimeouts[name], over.signal);
    try {
      return await process.container.run(() => process.handler(event));
    } catch (error) {
      this.#options.onFailure(name, event, { errorType: (error as Error).name, errorMessage: (error as Error).message });
      throw error;
    } finally {
      over.abort(ended);
      if (!process.container.isDead) this.#idle.set(name, [...(this.#idle.get(name) ?? []), process]);
    }
  }

  /** A process that waits for work; one may have died meanwhile, of what its last invocation left going on. */
  #takeIdle(name: SystemFunctionName): Process | undefined {
    const living = (this.#idle.get(name) ?? []).filter(({ container }) => !container.isDead);
    const taken = living.pop();
    this.#idle.set(name, living);
    return taken;
  }

  #start(name: SystemFunctionName): Process {
    const container = new Container(name, this.#options.clock, this.#options.skew());
    return { container, handler: this.#options.factories[name](container) };
  }

  async #limit(container: Container, seconds: number, over: AbortSignal): Promise<void> {
    try {
      await this.#options.clock.sleep(seconds * 1000, over);
    } catch {
      return never();
    }
    container.kill(`${container.functionName} took longer than ${seconds} s`);
  }
}
