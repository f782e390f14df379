/** AWS's API at a loopback address that checks no signatures. */
export interface EngineApi {
  readonly url: string;
  /** Calls an operation of a service that speaks JSON by target, e.g. `states`, `AWSStepFunctions.ListExecutions`. */
  json<T>(service: string, target: string, input: object, version?: '1.0' | '1.1'): Promise<T>;
  /** Reads a path of a service that speaks REST, e.g. `lambda`, `/2015-03-31/functions/name`. */
  get<T>(service: string, path: string): Promise<T>;
  /** Calls an action of a service that speaks XML, e.g. `iam`, `2010-05-08`, `GetRole`. */
  query(service: string, version: string, action: string, input?: Readonly<Record<string, string>>): Promise<XmlAnswer>;
}

/** The texts of an answer's elements of a name, e.g. `RoleName`, in their order. */
export type XmlAnswer = (element: string) => string[];

/** The API at an address, in a Region, as the owner of an access key sees it. @throws Error naming the operation that was refused */
export function engineApi(url: string, region: string, accessKeyId = 'rehearsal'): EngineApi {
  // No signature: an engine of many services only reads in it which one is called, and by whom.
  const authorization = (service: string): string => `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
  const send = async (what: string, path: string, request: RequestInit): Promise<string> => {
    const response = await fetch(`${url}${path}`, request);
    const body = await response.text();
    if (!response.ok) throw new Error(`the engine refused ${what} (${response.status}): ${body.slice(0, 300)}`);
    return body;
  };
  const parsed = <T>(body: string): T => (body === '' ? {} : JSON.parse(body)) as T;
  return {
    url,
    json: async (service, target, input, version = '1.0') =>
      parsed(await send(target, '/', { method: 'POST', headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target, authorization: authorization(service) }, body: JSON.stringify(input) })),
    get: async (service, path) => parsed(await send(`GET ${path}`, path, { headers: { authorization: authorization(service) } })),
    query: async (service, version, action, input = {}) => {
      const body = new URLSearchParams({ Action: action, Version: version, ...input });
      const answer = await send(action, '/', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: authorization(service) }, body });
      return (element) => [...answer.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) => text);
    },
  };
}
