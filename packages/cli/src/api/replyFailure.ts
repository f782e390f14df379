import type { ProblemDetails } from '@drs-orchestration/core';
import { ApiProblem, NotAllowedError, UnreachableError } from './apiProblem.js';
import type { ApiReply, ApiRequest } from './apiTransport.js';

/** Why a reply is no success: the API's own problem, API Gateway's refusal, or an answer of somebody else. */
export function replyFailure(url: string, request: ApiRequest, reply: ApiReply): Error {
  const body = jsonOf(reply.text);
  if (body === undefined) return strangersAnswer(url, reply);
  const problem = body as Partial<ProblemDetails> & { readonly message?: string; readonly Message?: string };
  const ofApi = typeof problem.detail === 'string';
  if (ofApi && reply.status !== 401 && reply.status !== 403) return new ApiProblem(reply.status, problem.detail ?? '', problem, request.path);
  const message = problem.detail ?? problem.message ?? problem.Message ?? '';
  return gatewaysRefusal(url, reply, message);
}

/** The value of a JSON text that is an object; undefined for anything else. */
export function jsonOf(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const renew = 'Renew them (e.g. aws sso login), and run this again';

/** API Gateway answers by itself where a request does not get as far as the API's function. */
function gatewaysRefusal(url: string, { status, headers }: ApiReply, message: string): Error {
  const kind = headers['x-amzn-errortype'] ?? '';
  if (/expired/iu.test(message) && /token|credential/iu.test(message)) return new NotAllowedError(`Your AWS credentials have expired. ${renew}.`);
  if (/signature expired|not yet current/iu.test(message)) return new NotAllowedError(`AWS refused the request's time: ${sentence(message)} Set this machine's clock right${headers['date'] === undefined ? '' : ` (AWS has ${headers['date']})`}, and run this again.`);
  if (/token included in the request is invalid|UnrecognizedClient|InvalidClientTokenId/iu.test(`${message} ${kind}`)) return new NotAllowedError(`AWS does not know your access key: ${sentence(message)} Check the profile (--profile, AWS_PROFILE), or renew the credentials.`);
  if (/signature/iu.test(message)) return new NotAllowedError(`AWS did not accept the request's signature: ${firstSentence(message)} Check the secret key of the profile, and that --region is the API's (drsctl config show).`);
  if (status === 401 || status === 403) {
    const said = /^forbidden$/iu.test(message) || message === '' ? '' : ` (${sentence(message).replace(/[.]$/u, '')})`;
    return new NotAllowedError(`You are not allowed to call the API at ${url}${said}. Your IAM user or role needs execute-api:Invoke on it; choose another profile by --profile, or ask its administrator.`);
  }
  if (status === 429) return new ApiProblem(429, 'The API is being asked too often. Wait a moment, and try again.');
  if (status >= 500) return new ApiProblem(status, `The API at ${url} failed (${status}${message === '' ? '' : `, ${message}`}). Try again in a moment; if it goes on, see its log.`);
  return notThisApi(url, { status }, message);
}

/** The answer of a service that is another one. */
export function notThisApi(url: string, { status }: Pick<ApiReply, 'status'>, message: string = ''): UnreachableError {
  return new UnreachableError(`What answers at ${url} is not this system's API (${status}${message === '' ? '' : `, ${message}`}). Check the URL: drsctl config show.`, { passing: false });
}

function strangersAnswer(url: string, { status, text }: ApiReply): Error {
  const title = /<title[^>]*>([^<]{1,100})/iu.exec(text)?.[1]?.trim();
  const what = /<html|<!doctype/iu.test(text) ? `a web page${title === undefined ? '' : ` ("${title}")`}` : 'no JSON';
  const proxy = `The API at ${url} was not reached: ${what} came back (${status})`;
  if (status >= 500) return new UnreachableError(`${proxy}. Try again in a moment; a proxy in between may be at fault.`, { passing: true });
  return new UnreachableError(`${proxy}. A proxy or a login page stands in between, or the URL is of something else: drsctl config show.`, { passing: false });
}

function sentence(text: string): string {
  const trimmed = text.trim().slice(0, 300);
  return /[.!?]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

function firstSentence(text: string): string {
  return sentence(text.split(/(?<=[.])\s/u)[0] ?? text);
}
