import { reasonOf } from '@drs-orchestration/core';
import type { Clock } from '@drs-orchestration/core';
import type { SignatureV4 } from '@smithy/signature-v4';
import { NotAllowedError, UnreachableError } from './apiProblem.js';
import { replyOf, targetOf, type ApiReply, type ApiRequest, type ApiTransport } from './apiTransport.js';
import { networkFailure } from './networkFailure.js';
import { unknownNameHint } from './regionOfName.js';

/** Where and as whom the API on AWS is called. */
export interface AwsEndpoint {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly region: string;
  /** Where the Region was given, e.g. `--region`. */
  readonly regionFrom?: string;
  /** The profile of the AWS configuration; absent: as the environment says. */
  readonly profile?: string;
  /** What to know of proxies where the API cannot be reached, in a sentence. */
  readonly proxyHint?: string;
}

/** API Gateway answers after 30 s at most. Milliseconds. */
const patience = 35_000;

/** Reaches the API on AWS: each request is signed (Signature Version 4, service `execute-api`) with the user's credentials. */
export function awsTransport(endpoint: AwsEndpoint, clock: Clock): ApiTransport {
  let signer: Promise<SignatureV4> | undefined;
  return {
    async send(request) {
      signer ??= signerFor(endpoint);
      return answered(endpoint, clock, await signed(endpoint, await signer, clock, request));
    },
  };
}

/** What signs is loaded with the first request, so that what needs no AWS starts at once. */
async function signerFor(endpoint: AwsEndpoint): Promise<SignatureV4> {
  const [{ SignatureV4 }, { Sha256 }, { fromNodeProviderChain }] = await Promise.all([import('@smithy/signature-v4'), import('@aws-crypto/sha256-js'), import('@aws-sdk/credential-providers')]);
  const { region, profile } = endpoint;
  const chain = fromNodeProviderChain({ ...(profile === undefined ? {} : { profile }), clientConfig: { region } });
  const credentials = async (): Promise<Awaited<ReturnType<typeof chain>>> => {
    try {
      return await chain();
    } catch (error) {
      throw noCredentials(error, endpoint);
    }
  };
  return new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
}

interface SignedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

async function signed({ apiUrl }: AwsEndpoint, signer: SignatureV4, clock: Clock, request: ApiRequest): Promise<SignedRequest> {
  const { HttpRequest } = await import('@smithy/protocol-http');
  const url = new URL(apiUrl);
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const base = url.pathname.replace(/\/+$/u, '');
  const { headers } = await signer.sign(
    new HttpRequest({
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: `${base}${request.path}`,
      query: { ...request.query },
      headers: { host: url.host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    }),
    { signingDate: new Date(clock.now()) },
  );
  // fetch makes the same Host header from the address, and takes none.
  const { host: _host, ...sent } = headers;
  return { url: `${url.origin}${base}${targetOf(request)}`, init: { method: request.method, headers: sent, ...(body === undefined ? {} : { body }), redirect: 'manual' } };
}

async function answered({ apiUrl, proxyHint }: AwsEndpoint, clock: Clock, { url, init }: SignedRequest): Promise<ApiReply> {
  const over = new AbortController();
  const late = new AbortController();
  const tooLate = clock.sleep(patience, over.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    return await replyOf(await fetch(url, { ...init, signal: late.signal }));
  } catch (error) {
    if (late.signal.aborted) throw new UnreachableError(`The API at ${apiUrl} did not answer within ${patience / 1000} s. Check your network or VPN, and try again.${proxyHint === undefined ? '' : ` ${proxyHint}`}`, { cause: error, passing: true });
    throw networkFailure(apiUrl, error, proxyHint);
  } finally {
    over.abort();
    await tooLate;
  }
}

function noCredentials(error: unknown, { profile, regionFrom, proxyHint }: AwsEndpoint): Error {
  const message = reasonOf(error);
  const which = profile === undefined ? '' : ` for the profile ${profile}`;
  const [, unknownName] = /ENOTFOUND (\S+?)[.]?$/mu.exec(message) ?? [];
  if (unknownName !== undefined) {
    return new UnreachableError(`The AWS credentials${which} cannot be had: ${unknownName} is not known to DNS. ${unknownNameHint(unknownName, regionFrom)}Check the AWS configuration and your network.${proxyHint === undefined ? '' : ` ${proxyHint}`}`, { cause: error, passing: false });
  }
  if (/expired|refresh/iu.test(message)) return new NotAllowedError(`Your AWS credentials${which} have expired: ${message.trim()} Renew them (e.g. aws sso login${profile === undefined ? '' : ` --profile ${profile}`}), and run this again.`, { cause: error });
  if (/could not (?:load|resolve) credentials|profile/iu.test(message)) {
    return new NotAllowedError(`There are no AWS credentials${which}. Log in (aws configure, or aws sso login), name a profile by --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`, { cause: error });
  }
  return new NotAllowedError(`The AWS credentials${which} cannot be had: ${message}. Check the AWS configuration.`, { cause: error });
}
