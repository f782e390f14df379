/** A request to the system's HTTP API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Encoded, e.g. `/plans/plan-shop`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Who sends it, where that is not the usual caller; local systems only: on AWS the signature says so. */
  readonly by?: string;
  /** Sending it twice is as good as once. GET always is. */
  readonly repeatable?: boolean;
}

/** What came back. */
export interface ApiReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Carries requests to the API, however it is reached. @throws UnreachableError, NotAllowedError */
export interface ApiTransport {
  send(request: ApiRequest): Promise<ApiReply>;
}

/** A request's path and query, as they are sent. */
export function targetOf({ path, query }: ApiRequest): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** What a fetch answered, read to its end. */
export async function replyOf(response: Response): Promise<ApiReply> {
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/** Percent-encoded as signatures have it (RFC 3986): encodeURIComponent leaves five more signs as they are. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
