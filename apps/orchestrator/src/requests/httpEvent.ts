import * as z from 'zod';
import { badRequest } from './problem.js';

/** The parts of an API Gateway v2 request (payload format 2.0) that the API looks at. */
const httpEvent = z.object({
  rawPath: z.string(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  requestContext: z.object({
    http: z.object({ method: z.string() }),
    authorizer: z.object({ iam: z.object({ userArn: z.string().nullish(), accountId: z.string().nullish() }).optional() }).optional(),
  }),
});

/** A request: its method, its path in parts, who sent it, and its body as it came. */
export interface HttpRequest {
  readonly method: string;
  readonly path: readonly string[];
  /** The IAM principal that signed the request: never taken from the body. */
  readonly caller: string;
  readonly body: string | undefined;
}

/** Reads API Gateway's event. @throws Problem where it is none. */
export function parseHttpEvent(event: unknown): HttpRequest {
  const parsed = httpEvent.safeParse(event);
  if (!parsed.success) throw badRequest('The event is no API Gateway request (payload format 2.0).');
  const { rawPath, body, isBase64Encoded, requestContext } = parsed.data;
  return {
    method: requestContext.http.method.toUpperCase(),
    path: rawPath.split('/').filter((part) => part !== '').map(decoded),
    caller: requestContext.authorizer?.iam?.userArn ?? 'unknown',
    body: body !== undefined && isBase64Encoded === true ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`The path part "${part}" is not valid percent-encoding.`);
  }
}

/** The request's body by a schema. @throws Problem with every fault and its path. */
export function parseBody<T>(request: HttpRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(asJson(request.body));
  if (parsed.success) return parsed.data;
  throw badRequest(
    'The request body is not valid.',
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  );
}

function asJson(body: string | undefined): unknown {
  if (body === undefined || body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw badRequest('The request body is not JSON.');
  }
}
