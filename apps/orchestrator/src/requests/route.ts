import type * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import type { Served } from './served.js';

/** The methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request whose route is known and whose parts hold what that route asks for. */
export interface RoutedRequest<Query = unknown, Body = unknown> {
  /** The `{id}` of the path; empty where the route has none. */
  readonly id: string;
  readonly query: Query;
  readonly body: Body;
  /** The IAM principal that signed the request. */
  readonly caller: string;
}

/** What a path's `{id}` names. */
export interface PathId {
  /** e.g. `execution`. */
  readonly thing: string;
  /** What no id of this kind breaks: one that does is answered with 404, before any table is asked. */
  readonly schema: z.ZodType<string>;
}

/** One operation of the API. Dispatch, 404, 405 and the OpenAPI document come from these alone. */
export interface Route<Id extends string = string, Answer extends Served = Served> {
  readonly method: Method;
  /** e.g. `/executions/{id}/cancel`; `{id}` is the only parameter. */
  readonly path: string;
  readonly operationId: Id;
  /** One line for the document. */
  readonly summary: string;
  readonly id?: PathId;
  /** Each query parameter; one that is not here is a fault. */
  readonly query?: z.ZodObject;
  /** The body; absent: there is none, and one that is sent must be empty. */
  readonly body?: z.ZodType | 'AS_SENT';
  /** @throws Problem where the request cannot be served. */
  readonly serve: (context: ApiContext, request: RoutedRequest) => Promise<Answer>;
}

type QueryOf<Query> = Query extends z.ZodObject ? z.output<Query> : object;
type BodyOf<Body> = Body extends z.ZodType ? z.output<Body> : unknown;

/** An operation as it is written down: what it is served with follows from its schemas. */
export interface RouteDefinition<Id extends string, Query extends z.ZodObject | undefined, Body extends z.ZodType | 'AS_SENT' | undefined, Answer extends Served>
  extends Omit<Route<Id, Answer>, 'query' | 'body' | 'serve'> {
  readonly query?: Query;
  /** `AS_SENT`: JSON that the operation checks itself, because its faults depend on what is stored. */
  readonly body?: Body;
  readonly serve: (context: ApiContext, request: RoutedRequest<QueryOf<Query>, BodyOf<Body>>) => Promise<Answer>;
}

/** An operation of the API. */
export function route<const Id extends string, Answer extends Served, Query extends z.ZodObject | undefined = undefined, Body extends z.ZodType | 'AS_SENT' | undefined = undefined>(
  definition: RouteDefinition<Id, Query, Body, Answer>,
): Route<Id, Answer> {
  // Who dispatches has held the request to these very schemas.
  return definition as unknown as Route<Id, Answer>;
}

/** A route's key in API Gateway's words, e.g. `POST /executions/{id}/cancel`. */
export function routeKey({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
