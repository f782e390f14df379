/** AWS's API at a loopback address that checks no signatures. */
export interface EngineApi {
  readonly url: string;
  /** Calls an operation of a service that speaks JSON by target, e.g. `states`, `AWSStepFunctions.ListExecutions`. */
  json<T>(service: string, target: string, input: object, version?: '1.0' | '1.1'): Promise<T>;
  /** Reads a path of a service that speaks REST, e.g. `lambda`, `/2015-03-31/functions/name`. */
  get<T>(service: string, path: string): Promise<T>;
}

/** The API at an address, in a Region. @throws Error naming the operation that was refused */
export function engineApi(url: string, region: string): EngineApi {
  // No signature: an engine of many services only reads in it which one is called.
  const authorization = (service: string): string => `AWS4-HMAC-SHA256 Credential=rehearsal/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
  const send = async <T>(what: string, path: string, request: RequestInit): Promise<T> => {
    const response = await fetch(`${url}${path}`, request);
    const body = await response.text();
    if (!response.ok) throw new Error(`the engine refused ${what} (${response.status}): ${body.slice(0, 300)}`);
    return (body === '' ? {} : JSON.parse(body)) as T;
  };
  return {
    url,
    json: (service, target, input, version = '1.0') =>
      send(target, '/', { method: 'POST', headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target, authorization: authorization(service) }, body: JSON.stringify(input) }),
    get: (service, path) => send(`GET ${path}`, path, { headers: { authorization: authorization(service) } }),
  };
}
