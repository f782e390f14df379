import type { Clock } from '@drs-orchestration/core';
import { callerHeader } from '@drs-orchestration/testkit';
import { replyOf, targetOf, type ApiTransport } from './apiTransport.js';
import { networkFailure } from './networkFailure.js';

/**
 * Reaches the API of a system on this machine; the clock stands still while a request is in flight.
 * @param url without a slash at its end
 * @param caller who sends requests that name nobody; default: whom the system takes
 */
export function localTransport(url: string, clock: Pick<Clock, 'standingStill'>, caller?: string): ApiTransport {
  return {
    send: (request) =>
      clock.standingStill(async () => {
        const by = request.by ?? caller;
        const headers = { ...(request.body === undefined ? {} : { 'content-type': 'application/json' }), ...(by === undefined ? {} : { [callerHeader]: encodeURIComponent(by) }) };
        try {
          return await replyOf(await fetch(`${url}${targetOf(request)}`, { method: request.method, headers, ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }) }));
        } catch (error) {
          throw networkFailure(url, error);
        }
      }),
  };
}
