import type { Clock, Identifiers } from '@drs-orchestration/core';
import { startLoopbackServer, type LoopbackServer, type Reply } from './loopbackServer.js';
import { proxyEvent, type ApiCaller, type ProxyEvent } from './proxyEvent.js';
import { proxyReply } from './proxyResult.js';
import { matchRoute } from './routes.js';

/** How a local HTTP API is set up. */
export interface HttpApiOptions {
  /** The function behind it; its answer becomes the HTTP answer, and what it throws a 500, as API Gateway does. */
  readonly handler: (event: ProxyEvent) => Promise<unknown>;
  /** Who calls; an IAM authorizer tells the function so. */
  readonly caller: ApiCaller;
  /** Default: a free one. */
  readonly port?: number;
  /** Route keys, e.g. `POST /executions`; default `$default`, which takes everything. */
  readonly routes?: readonly string[];
  /** Times of requests, if given; else 0. */
  readonly clock?: Pick<Clock, 'now'>;
  readonly identifiers?: Identifiers;
  /** Told what the handler threw. */
  readonly onError?: (error: unknown) => void;
}

/** Starts a local API Gateway (HTTP API, payload format 2.0) on 127.0.0.1. */
export async function startHttpApi(options: HttpApiOptions): Promise<LoopbackServer> {
  const { handler, caller, clock, identifiers, onError } = options;
  const routes = options.routes ?? ['$default'];
  let served = 0;
  return startLoopbackServer(async (request): Promise<Reply> => {
    const path = decodedPath(request.target.split('?')[0] ?? '/');
    if (path === undefined) return message(400, 'Bad Request');
    const route = matchRoute(routes, request.method, path);
    if (route === undefined) return message(404, 'Not Found');
    served += 1;
    const event = proxyEvent(request, { caller, route, now: clock?.now() ?? 0, requestId: identifiers?.uuid() ?? `request-${served}` });
    try {
      return proxyReply(await handler(event));
    } catch (error) {
      onError?.(error);
      return message(500, 'Internal Server Error');
    }
  }, options.port);
}

/** The path without its percent-encoding; undefined where that is broken. */
function decodedPath(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
}

function message(status: number, text: string): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: text }) };
}
