import type { Clock } from '../ports/index.js';
import { currentCall, inCall, untilAborted, type Call } from './call.js';

/** How long one attempt of a call may take, in milliseconds of our clock. */
export const attemptTimeout: number = 10_000;

/** What the SDK's generations of middleware stacks have in common. */
interface MiddlewareStack {
  add(middleware: never, options: never): void;
}

type Next = (args: { readonly request: unknown }) => Promise<unknown>;

/** An attempt that had no answer in time. */
class AttemptTimeout extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${String(milliseconds / 1000)} s`);
    this.name = 'TimeoutError';
  }
}

/** Runs one attempt while the clock stands still, and ends it when its time or its caller's patience is over. */
function attempt(call: Call, clock: Clock, timeout: number, send: () => Promise<unknown>): Promise<unknown> {
  const limit = new AbortController();
  const over = new AbortController();
  const signal = call.signal === undefined ? limit.signal : AbortSignal.any([call.signal, limit.signal]);
  call.attemptSignal = signal;
  return clock.standingStill(async () => {
    clock.sleep(timeout, over.signal).then(
      () => limit.abort(new AttemptTimeout(timeout)),
      () => undefined,
    );
    try {
      return await untilAborted(send, signal);
    } finally {
      over.abort();
    }
  });
}

/** A plugin for a client: every attempt of its calls, after retry and signing, is bounded in time by `clock`. */
export function attemptsPlugin(clock: Clock, timeout: number = attemptTimeout): { applyToStack(stack: MiddlewareStack): void } {
  const middleware =
    (next: Next) =>
    (args: { readonly request: unknown }): Promise<unknown> => {
      const call = currentCall() ?? { signal: undefined, sent: false };
      return inCall(call, () => attempt(call, clock, timeout, () => next(args)));
    };
  return {
    applyToStack: (stack) =>
      stack.add(middleware as never, { name: 'boundedAttempt', step: 'finalizeRequest', priority: 'low', override: true } as never),
  };
}

/** What the SDK's generations of HTTP handlers have in common. */
export interface RequestHandler {
  handle(request: never, options?: object): Promise<never>;
  destroy?(): void;
}

/**
 * A client's HTTP handler that really aborts the request when its attempt ends, and notes that it was sent.
 * Everything else of the handler stays as it is.
 */
export function abortableHandler<Handler extends RequestHandler>(handler: Handler): Handler {
  const handle = (request: never, options: object = {}): Promise<never> => {
    const call = currentCall();
    if (call === undefined) return handler.handle(request, options);
    call.attemptSignal?.throwIfAborted();
    call.sent = true;
    return handler.handle(request, { ...options, ...(call.attemptSignal === undefined ? {} : { abortSignal: call.attemptSignal }) });
  };
  return new Proxy(handler, {
    get: (target, property): unknown => {
      if (property === 'handle') return handle;
      const value: unknown = Reflect.get(target, property, target);
      // Methods of a class with private fields work only on the object itself.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
