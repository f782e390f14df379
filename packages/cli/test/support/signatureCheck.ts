import { createHash, createHmac } from 'node:crypto';

/** A request as a server received it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a signature is made for. */
export interface SignatureScope {
  readonly secretKey: string;
  readonly region: string;
  readonly service: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/gu, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The signature a request must have, by the published algorithm (AWS General Reference, "Create a signed AWS API
 * request"), from its own headers; nothing of it is shared with what signs.
 */
export function expectedSignature(request: SignedRequest, signedHeaders: readonly string[], { secretKey, region, service }: SignatureScope): string {
  const date = request.headers['x-amz-date'] ?? '';
  const day = date.slice(0, 8);
  const [path = '/', query = ''] = request.target.split('?');
  const canonical = [
    request.method,
    // Each part of the path is encoded once more than it is sent; S3 alone differs.
    path.split('/').map((part) => encoded(part)).join('/'),
    [...new URLSearchParams(query)].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join('&'),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/gu, ' ')}`),
    '',
    signedHeaders.join(';'),
    request.headers['x-amz-content-sha256'] ?? sha256(request.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${secretKey}`, day), region), service), 'aws4_request');
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
}

/** Why API Gateway would refuse a request's signature; undefined where it would not. */
export function signatureFault(request: SignedRequest, scope: SignatureScope & { readonly accessKey: string }): string | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u.exec(request.headers['authorization'] ?? '');
  if (match === null) return 'Missing Authentication Token';
  const [, accessKey, , region, service, headers = '', signature] = match;
  const signed = headers.split(';');
  if (accessKey !== scope.accessKey) return 'The security token included in the request is invalid.';
  if (region !== scope.region || service !== scope.service) return `Credential should be scoped to a valid region and service, not ${region}/${service}`;
  for (const name of ['host', 'x-amz-date']) if (!signed.includes(name)) return `The request signature does not cover ${name}`;
  if (request.headers['x-amz-content-sha256'] !== undefined && request.headers['x-amz-content-sha256'] !== sha256(request.body)) return 'The body is not the one that was signed';
  return expectedSignature(request, signed, scope) === signature ? undefined : 'The request signature we calculated does not match the signature you provided.';
}
