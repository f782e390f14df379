import { currentCall } from './call.js';

/** Codes by which DRS, EC2 and STS refuse the keys themselves, not what they may do: expired, revoked, or of a role that is gone. */
const codes: ReadonlySet<unknown> = new Set([
  'AuthFailure', 'ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'RequestExpired', 'UnrecognizedClientException',
]);

/** What the SDK's generations of middleware stacks have in common. */
interface MiddlewareStack {
  add(middleware: never, options: never): void;
}

type Next = (args: object) => Promise<unknown>;

/**
 * A plugin for a client with temporary keys: a call whose keys are refused is made once more, after `drop` had them
 * forgotten. A refusal of the keys says that nothing was done, so that a launch may be repeated like any call.
 */
export function refusedKeysPlugin(drop: () => void): { applyToStack(stack: MiddlewareStack): void } {
  const middleware =
    (next: Next) =>
    async (args: object): Promise<unknown> => {
      try {
        return await next(args);
      } catch (error) {
        if (!codes.has((error as { readonly name?: unknown } | null)?.name)) throw error;
        drop();
        const call = currentCall();
        if (call !== undefined) {
          call.lastFailure = error;
          call.sent = false;
        }
        return next(args);
      }
    };
  return {
    // Around everything: the SDK chooses a call's keys before its retries begin.
    applyToStack: (stack) =>
      stack.add(middleware as never, { name: 'refusedKeys', step: 'initialize', priority: 'high', override: true } as never),
  };
}
