import { UnreachableError } from './apiProblem.js';
import { unknownNameHint } from './regionOfName.js';

/** A failure below HTTP, as Node names it. */
interface NetworkError {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const refusedByCode: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'DNS does not answer. Check your network',
  ECONNREFUSED: 'nothing listens there. Check the URL (drsctl config show); a local system must be running (drsctl local up)',
  ENETUNREACH: 'there is no way to its network. Check your network or VPN',
  EHOSTUNREACH: 'there is no way to its host. Check your network or VPN',
  EACCES: 'this machine does not let drsctl connect. Check its firewall',
};

const passingByCode: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut. Try again',
  EPIPE: 'the connection was cut. Try again',
  UND_ERR_SOCKET: 'the connection was cut. Try again',
  ETIMEDOUT: 'it did not answer in time. Check your network or VPN, and try again',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time. Check your network or VPN, and try again',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time. Try again',
  UND_ERR_BODY_TIMEOUT: 'its answer broke off. Try again',
};

const tls = /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/u;

/** Why a request got no answer, with the next step. @param hint what else to look at, in a sentence */
export function networkFailure(url: string, error: unknown, hint?: string): UnreachableError {
  const { code, message } = innermost(error);
  const because = (why: string, passing: boolean): UnreachableError => new UnreachableError(`The API at ${url} cannot be reached: ${why}.${hint === undefined ? '' : ` ${hint}`}`, { cause: error, passing });
  if (code === 'ENOTFOUND') return because(`its name is not known to DNS. ${URL.canParse(url) ? unknownNameHint(new URL(url).hostname) : ''}Check the URL (drsctl config show) and your network`, false);
  const refused = refusedByCode[code];
  if (refused !== undefined) return because(refused, false);
  const passing = passingByCode[code];
  if (passing !== undefined) return because(passing, true);
  if (tls.test(code)) return because(`its TLS certificate was not accepted (${code}). Behind a proxy that inspects TLS, name its certificate by NODE_EXTRA_CA_CERTS`, false);
  return because(`${message || code || 'the request failed'}. Check your network, and try again`, true);
}

function innermost(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = '', cause, errors } = (error ?? {}) as NetworkError;
  const inner = cause ?? errors?.[0];
  if (inner === undefined || (code !== '' && errors !== undefined)) return { code, message };
  const found = innermost(inner);
  return found.code === '' && code !== '' ? { code, message } : found;
}
