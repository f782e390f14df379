import type { ReceivedRequest } from './loopbackServer.js';

/** Who calls, as an API with IAM authorization tells its function. */
export interface ApiCaller {
  readonly userArn: string;
  readonly accountId: string;
}

/** What a Lambda behind an HTTP API gets (payload format 2.0), as far as a local API can tell it. */
export interface ProxyEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly accountId: string;
    readonly apiId: string;
    readonly domainName: string;
    readonly domainPrefix: string;
    readonly requestId: string;
    readonly routeKey: string;
    readonly stage: '$default';
    /** e.g. `21/Nov/2026:03:45:00 +0000`. */
    readonly time: string;
    readonly timeEpoch: number;
    readonly http: { readonly method: string; readonly path: string; readonly protocol: 'HTTP/1.1'; readonly sourceIp: string; readonly userAgent: string };
    readonly authorizer: { readonly iam: { readonly userArn: string; readonly accountId: string; readonly callerId: string; readonly userId: string; readonly accessKey: string } };
  };
}

/** What makes a request's event: the route it matched, who sent it, and when (milliseconds since the Unix epoch). */
export interface ProxyEventContext {
  readonly caller: ApiCaller;
  readonly now: number;
  readonly requestId: string;
  readonly route: { readonly key: string; readonly parameters: Readonly<Record<string, string>> };
}

const textual = /^(?:text\/|application\/(?:json|.*\+json|javascript|xml|x-www-form-urlencoded))/u;

/** A request as the event of payload format 2.0. */
export function proxyEvent(request: ReceivedRequest, context: ProxyEventContext): ProxyEvent {
  const { caller, route } = context;
  const [path = '/', ...query] = request.target.split('?');
  const rawPath = decodeURI(path);
  const rawQueryString = query.join('?');
  const { cookie, ...headers } = request.headers;
  const host = headers['host'] ?? '127.0.0.1';
  const userId = caller.userArn.split('/').at(-1) ?? caller.userArn;
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString,
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/u) }),
    ...queryParameters(rawQueryString),
    ...(Object.keys(route.parameters).length === 0 ? {} : { pathParameters: route.parameters }),
    ...bodyFields(request),
    requestContext: {
      accountId: caller.accountId,
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split(/[.:]/u)[0] ?? host,
      requestId: context.requestId,
      routeKey: route.key,
      stage: '$default',
      time: commonLogTime(context.now),
      timeEpoch: context.now,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: headers['user-agent'] ?? '' },
      authorizer: { iam: { userArn: caller.userArn, accountId: caller.accountId, callerId: userId, userId, accessKey: 'LOCAL' } },
    },
  };
}

function queryParameters(raw: string): Pick<ProxyEvent, 'queryStringParameters'> {
  if (raw === '') return {};
  const parameters: Record<string, string> = {};
  // Values of one name are joined by commas (payload format 2.0).
  for (const [name, value] of new URLSearchParams(raw)) parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  return { queryStringParameters: parameters };
}

function bodyFields({ body, headers }: ReceivedRequest): Pick<ProxyEvent, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = textual.test(headers['content-type'] ?? 'text/plain') && headers['content-encoding'] === undefined;
  return isText ? { body: body.toString('utf8'), isBase64Encoded: false } : { body: body.toString('base64'), isBase64Encoded: true };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function commonLogTime(now: number): string {
  const iso = new Date(now).toISOString();
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
