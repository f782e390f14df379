import { startLoopbackServer, type LoopbackServer, type ReceivedRequest, type Reply } from '../http-api/loopbackServer.js';
import type { LambdaHost } from './lambdaHost.js';

const invocations = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/u;

/** Serves a host's functions as the Lambda API does (Invoke only), on 127.0.0.1 where no other address of this machine is given. */
export async function startLambdaServer(options: { readonly host: LambdaHost; readonly port?: number; readonly address?: string }): Promise<LoopbackServer> {
  return startLoopbackServer((request) => invoke(options.host, request), options.port, options.address);
}

async function invoke(host: LambdaHost, request: ReceivedRequest): Promise<Reply> {
  const path = request.target.split('?')[0] ?? '';
  const name = invocations.exec(path)?.[1];
  if (request.method !== 'POST' || name === undefined) {
    return serviceError(404, 'UnknownOperationException', `this Lambda API only invokes functions, and ${request.method} ${path} is something else`);
  }
  const functionName = decodeURIComponent(name);
  if (!host.has(functionName)) return serviceError(404, 'ResourceNotFoundException', `Function not found: ${functionName}`);
  let payload: unknown;
  try {
    payload = request.body.length === 0 ? {} : (JSON.parse(request.body.toString('utf8')) as unknown);
  } catch {
    return serviceError(400, 'InvalidRequestContentException', 'Could not parse request body into json');
  }
  switch (request.headers['x-amz-invocation-type'] ?? 'RequestResponse') {
    case 'RequestResponse':
      return respond(host, functionName, payload);
    case 'Event':
      host.invokeAsync(functionName, payload);
      return { status: 202 };
    case 'DryRun':
      return { status: 204 };
    default:
      return serviceError(400, 'InvalidParameterValueException', `unknown invocation type ${request.headers['x-amz-invocation-type']}`);
  }
}

async function respond(host: LambdaHost, functionName: string, payload: unknown): Promise<Reply> {
  const result = await host.invoke(functionName, payload);
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if ('payload' in result) return { status: 200, headers, body: JSON.stringify(result.payload) };
  return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(result.error) };
}

function serviceError(status: number, code: string, message: string): Reply {
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-errortype': code }, body: JSON.stringify({ Type: 'User', Message: message }) };
}
