import { AsyncLocalStorage } from 'node:async_hooks';

/** One call of a service's operation, retries included: what its attempts and its retry strategy must know of it. */
export interface Call {
  /** Aborted when the caller gives the call up. */
  readonly signal: AbortSignal | undefined;
  /** Ends the attempt in flight: the caller's signal or the attempt's own time limit. */
  attemptSignal?: AbortSignal;
  /** Whether the present attempt was handed to the network. */
  sent: boolean;
  /** What the attempt before the present one ended with; it was answered, or it would not be repeated. */
  lastFailure?: unknown;
}

// The SDK's strategies belong to a client, not to a call, and its older clients tell neither strategy nor
// middleware of a call's abort signal: so each call carries its own.
const calls = new AsyncLocalStorage<Call>();

/** The call in whose name the running code sends, if it is one of ours. */
export function currentCall(): Call | undefined {
  return calls.getStore();
}

/** Runs `work` in the name of `call`. */
export function inCall<T>(call: Call, work: () => T): T {
  return calls.run(call, work);
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it is aborted. */
export async function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
