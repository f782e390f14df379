import * as z from 'zod';
import { badRequest, Problem } from './problem.js';

/** The parts of an API Gateway v2 request (payload format 2.0) that the API looks at. */
const httpEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().optional(),
  routeKey: z.string().optional(),
  pathParameters: z.record(z.string(), z.string().optional()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().optional(),
  requestContext: z.object({
    http: z.object({ method: z.string() }),
    authorizer: z.object({ iam: z.object({ userArn: z.string().nullish(), accountId: z.string().nullish() }).optional() }).optional(),
  }),
});

/** A request as it came: its method, where it goes, who sent it, and its body. */
export interface HttpRequest {
  readonly method: string;
  /** The path in decoded parts. */
  readonly path: readonly string[];
  /** The route by which API Gateway let it in, with its parameters decoded; `$default` or absent where it matched none. */
  readonly routeKey?: string;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** Values of one name are joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** The IAM principal that signed the request: never taken from the body. */
  readonly caller: string;
  readonly body: string | undefined;
}

/** Bytes of a body at most: three times a plan of 40 waves of 300 servers, a quarter of a DynamoDB transaction. */
export const largestBody: number = 1024 * 1024;

/** Reads API Gateway's event. @throws Problem where it is none, or its body is too large. */
export function parseHttpEvent(event: unknown): HttpRequest {
  const parsed = httpEvent.safeParse(event);
  if (!parsed.success) throw badRequest('The event is no API Gateway request (payload format 2.0).');
  const { rawPath, rawQueryString, routeKey, pathParameters, body, isBase64Encoded, requestContext } = parsed.data;
  return {
    method: requestContext.http.method.toUpperCase(),
    path: rawPath.split('/').filter((part) => part !== '').map(decoded),
    ...(routeKey === undefined ? {} : { routeKey }),
    parameters: pathParameters ?? {},
    query: queryOf(rawQueryString ?? ''),
    caller: requestContext.authorizer?.iam?.userArn ?? 'unknown',
    body: bodyOf(body ?? undefined, isBase64Encoded === true),
  };
}

function queryOf(raw: string): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw)) values.set(name, values.has(name) ? `${values.get(name)},${value}` : value);
  return Object.fromEntries(values);
}

function bodyOf(body: string | undefined, isBase64Encoded: boolean): string | undefined {
  if (body === undefined) return undefined;
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : undefined;
  const length = bytes?.length ?? Buffer.byteLength(body);
  if (length > largestBody) throw new Problem(413, `The request body has ${length} bytes; at most ${largestBody} are taken. Store a plan's large protection groups one by one, then the plan.`);
  return bytes?.toString('utf8') ?? body;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`The path part "${part.slice(0, 100)}" is not valid percent-encoding.`);
  }
}
