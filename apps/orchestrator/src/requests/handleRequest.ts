import { RetryableError, ServiceError, TerminalError, reasonOf } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { httpAnswer, type HttpAnswer } from './httpAnswer.js';
import { parseHttpEvent } from './httpEvent.js';
import { matchRoute } from './matchRoute.js';
import { Problem, problemAnswer } from './problem.js';
import { readRequest } from './readRequest.js';
import { routes } from './routes.js';

/** Answers an API Gateway event; never throws: what is wrong is in the answer. */
export async function handleRequest(context: ApiContext, event: unknown): Promise<HttpAnswer> {
  try {
    const request = parseHttpEvent(event);
    const { route, id } = matchRoute(routes, request);
    return httpAnswer(await route.serve(context, readRequest(route, id, request)));
  } catch (error) {
    return problemAnswer(asProblem(context, error));
  }
}

/** What the domain calls what is not there. */
const unknownCodes: ReadonlySet<string> = new Set(['ExecutionUnknown', 'WaveUnknown']);

function asProblem(context: ApiContext, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ServiceError) {
    context.logger.error('a request failed on a service', { code: error.code, reason: error.message });
    return error.kind === 'THROTTLED' ? new Problem(429, `${error.message} Try again shortly.`) : new Problem(503, `${error.message} Try again shortly.`);
  }
  if (error instanceof RetryableError) return new Problem(503, error.message);
  if (error instanceof TerminalError && error.code === 'StartContention') return new Problem(503, error.message);
  if (error instanceof TerminalError && unknownCodes.has(error.code)) return new Problem(404, error.message);
  const reason = reasonOf(error);
  context.logger.error('a request failed', { reason });
  return new Problem(500, 'The request failed inside the system; its log says why.');
}
