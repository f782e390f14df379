import { inCall, untilAborted, type Call } from './call.js';
import { serviceError } from './serviceErrors.js';

/**
 * Makes one call of a service and says in our words what went wrong with it.
 * @param send sends it with a client prepared by `clients.ts`
 * @throws ServiceError when it failed after the client's retries, or was given up: UNREACHABLE where it is certain
 * that the request was never sent, THROTTLED where its last attempt was refused so, else NETWORK.
 */
export async function callService<T>(
  service: string,
  operation: string,
  send: () => Promise<T>,
  options: { readonly signal?: AbortSignal; readonly about?: string } = {},
): Promise<T> {
  const call: Call = { signal: options.signal, sent: false };
  try {
    return await inCall(call, () => untilAborted(send, options.signal));
  } catch (error) {
    throw serviceError({ service, operation, error, call, about: options.about });
  }
}
