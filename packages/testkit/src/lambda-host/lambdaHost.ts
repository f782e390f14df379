import type { Clock, FunctionHandler } from '@drs-orchestration/core';
import { functionError, notFound, timedOut, type FunctionError } from './functionError.js';
import { plainFunctionName } from './functionName.js';

/** What an invocation came to: its payload (a JSON value), or the function's error. */
export type InvocationResult = { readonly payload: unknown } | { readonly error: FunctionError };

/** How a host runs functions. */
export interface LambdaHostOptions {
  readonly clock: Clock;
  /** How often an asynchronous invocation that failed is repeated, 0 to 2; Lambda's own default is 2. Default 0. */
  readonly asyncRetries?: 0 | 1 | 2;
  /** Told of each asynchronous invocation whose last attempt failed. */
  readonly onError?: (failure: { readonly functionName: string; readonly payload: unknown; readonly error: FunctionError }) => void;
}

interface HostedFunction {
  readonly handler: FunctionHandler;
  readonly timeoutSeconds: number | undefined;
}

/** Lambda waits 1 and then 2 minutes before it repeats an asynchronous invocation (developer guide, "Error handling for async invocation"). */
const retryDelays = [60_000, 120_000];

/**
 * Runs Lambda functions in this process. Payloads and answers pass through JSON, as on AWS, so nothing is shared with
 * a handler. A handler does not hold the clock: what it waits for (requests, sleeps on the clock) does.
 */
export class LambdaHost {
  readonly #clock: Clock;
  readonly #asyncRetries: number;
  readonly #onError: LambdaHostOptions['onError'];
  readonly #functions = new Map<string, HostedFunction>();
  #running = 0;
  #idleWaiters: (() => void)[] = [];

  constructor(options: LambdaHostOptions) {
    this.#clock = options.clock;
    this.#asyncRetries = options.asyncRetries ?? 0;
    this.#onError = options.onError;
  }

  /** Hosts a function; registering a name again replaces it. Without `timeoutSeconds` (of the clock) it may take for ever. */
  register<Event, Answer>(name: string, handler: FunctionHandler<Event, Answer>, options: { readonly timeoutSeconds?: number } = {}): void {
    this.#functions.set(name, { handler: handler as FunctionHandler, timeoutSeconds: options.timeoutSeconds });
  }

  has(nameOrArn: string): boolean {
    return this.#functions.has(plainFunctionName(nameOrArn));
  }

  /** How many invocations run or are about to be repeated. */
  get running(): number {
    return this.#running;
  }

  /** Invokes a function and awaits its answer (RequestResponse); never rejects. */
  async invoke(nameOrArn: string, payload: unknown): Promise<InvocationResult> {
    const hosted = this.#functions.get(plainFunctionName(nameOrArn));
    if (hosted === undefined) return { error: notFound(nameOrArn) };
    return this.#counted(() => this.#run(hosted, payload));
  }

  /** Invokes a function asynchronously (Event): returns at once, the function runs afterwards. False where there is no such function. */
  invokeAsync(nameOrArn: string, payload: unknown): boolean {
    const functionName = plainFunctionName(nameOrArn);
    const hosted = this.#functions.get(functionName);
    if (hosted === undefined) return false;
    const event = asJson(payload);
    void this.#counted(async () => {
      await Promise.resolve();
      const error = await this.#runRepeatedly(hosted, event);
      if (error !== undefined) this.#onError?.({ functionName, payload: event, error });
    });
    return true;
  }

  /** Resolves as soon as nothing runs. */
  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  async #runRepeatedly(hosted: HostedFunction, event: unknown): Promise<FunctionError | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const result = await this.#run(hosted, event);
      if (!('error' in result)) return undefined;
      const delay = attempt < this.#asyncRetries ? retryDelays[attempt] : undefined;
      if (delay === undefined) return result.error;
      await this.#clock.sleep(delay);
    }
  }

  async #run({ handler, timeoutSeconds }: HostedFunction, payload: unknown): Promise<InvocationResult> {
    const event = asJson(payload);
    const answer = (async () => handler(event))().then(
      (value): InvocationResult => ({ payload: asJson(value) }),
      (thrown: unknown): InvocationResult => ({ error: functionError(thrown) }),
    );
    if (timeoutSeconds === undefined) return answer;
    const abort = new AbortController();
    const late = this.#clock.sleep(timeoutSeconds * 1000, abort.signal).then(
      (): InvocationResult => ({ error: timedOut(timeoutSeconds) }),
      () => answer,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      abort.abort();
    }
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
    }
  }
}

function asJson(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
