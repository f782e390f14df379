import { AwsFault } from '../awsFault.js';
import type { ServiceCall } from '../answerCall.js';
import { drsOperations } from '../model/drsOperations.js';
import { isObject } from '../operations/input.js';
import type { Input } from '../operations/operation.js';
import { invalid } from '../refusals.js';

/** A request as it came in, its body read to the end. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Operations on /tags/{resourceArn} by method. */
const tagOperations: Readonly<Record<string, string>> = { GET: 'ListTagsForResource', POST: 'TagResource', DELETE: 'UntagResource' };

function jsonOf(body: string): Input | AwsFault {
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : invalid('The body must be a JSON object', 'cannotParse');
  } catch {
    return invalid('The body is not JSON', 'cannotParse');
  }
}

/** DRS's REST-JSON: `POST /<Operation>` with one exception, and /tags/{arn} by three methods (drs-api.md, Wire). */
function restCall({ method, target, body }: HttpRequest): Pick<ServiceCall, 'operation' | 'input'> {
  const [path = '', query] = target.split('?', 2);
  const input = jsonOf(body);
  const other = `${method} ${path}`;
  if (!path.startsWith('/tags/')) return { operation: method === (drsOperations[path.slice(1)]?.method ?? 'POST') ? path.slice(1) : other, input };
  const operation = tagOperations[method] ?? other;
  try {
    const resourceArn = decodeURIComponent(path.slice('/tags/'.length));
    const tagKeys = new URLSearchParams(query).getAll('tagKeys');
    return { operation, input: input instanceof AwsFault ? input : { ...input, resourceArn, ...(tagKeys.length === 0 ? {} : { tagKeys }) } };
  } catch {
    return { operation, input: invalid('The resource ARN in the path cannot be decoded', 'cannotParse') };
  }
}

/** The query protocols: members by name, lists as `Name.1`, `Name.2`. */
function queryCall({ body }: HttpRequest): Pick<ServiceCall, 'operation' | 'input'> {
  const members: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(body)) {
    const list = /^(.+)\.\d+$/.exec(key)?.[1];
    if (list === undefined) members[key] = value;
    else members[list] = [...((members[list] as string[] | undefined) ?? []), value];
  }
  const { Action, Version: _version, ...input } = members;
  return { operation: typeof Action === 'string' ? Action : '', input };
}

/** The call that a request is; whose it is, where to, and of which service its signature's scope tells. */
export function httpCall(request: HttpRequest): ServiceCall {
  const [, accessKey = '', region = 'us-east-1', service = 'drs'] = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.authorization ?? '') ?? [];
  return { service, accessKey, region, ...(service === 'drs' ? restCall(request) : queryCall(request)) };
}
