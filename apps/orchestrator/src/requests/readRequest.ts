import { checkShape, reasonOf, type Fault } from '@drs-orchestration/core';
import type { HttpRequest } from './httpEvent.js';
import { badRequest } from './problem.js';
import type { Route, RoutedRequest } from './route.js';

/** Holds a request's query and body to what its route asks for. @throws Problem 400 with every fault of both. */
export function readRequest(route: Route, id: string, request: HttpRequest): RoutedRequest {
  const query = route.query === undefined ? nothing(request.query, 'query parameters') : checkShape(route.query, request.query);
  const body = bodyOf(route, request.body);
  const faults = [...query.faults, ...body.faults];
  if (faults.length > 0) throw badRequest('The request is not valid.', faults);
  return { id, caller: request.caller, query: query.value, body: body.value };
}

interface ReadBody {
  readonly value?: unknown;
  readonly faults: readonly Fault[];
}

function bodyOf(route: Route, text: string | undefined): ReadBody {
  const json = asJson(text);
  if (json.faults.length > 0 || route.body === 'AS_SENT') return json;
  return route.body === undefined ? nothing(json.value, 'body') : checkShape(route.body, json.value);
}

/** What is sent to an operation that takes nothing of the kind: empty, or every member of it a fault. */
function nothing(sent: unknown, kind: 'query parameters' | 'body'): { readonly value: object; readonly faults: readonly Fault[] } {
  const message = `must be left out: this operation takes no ${kind}`;
  const isMap = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
  return { value: {}, faults: isMap ? Object.keys(sent).map((path) => ({ path, message })) : [{ path: '', message }] };
}

function asJson(text: string | undefined): ReadBody {
  if (text === undefined || text.trim() === '') return { value: {}, faults: [] };
  try {
    return { value: JSON.parse(text), faults: [] };
  } catch (error) {
    return { faults: [{ path: '', message: `the request body is not JSON: ${reasonOf(error)}` }] };
  }
}
