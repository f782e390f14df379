import { checkShape, type Fault } from '@drs-orchestration/core';
import * as z from 'zod';
import type { HttpRequest } from './httpEvent.js';
import { badRequest } from './problem.js';
import type { Route, RoutedRequest } from './route.js';

/** Nothing at all: for routes that take no query parameters, or no body. */
const nothing = z.strictObject({});

/** Holds a request's query and body to what its route asks for. @throws Problem 400 with every fault of both. */
export function readRequest(route: Route, id: string, request: HttpRequest): RoutedRequest {
  const query = checkShape(route.query ?? nothing, request.query);
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
  return checkShape(route.body ?? nothing, json.value);
}

function asJson(text: string | undefined): ReadBody {
  if (text === undefined || text.trim() === '') return { value: {}, faults: [] };
  try {
    return { value: JSON.parse(text), faults: [] };
  } catch (error) {
    return { faults: [{ path: '', message: `the request body is not JSON: ${error instanceof Error ? error.message : String(error)}` }] };
  }
}
