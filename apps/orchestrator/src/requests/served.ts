/** What an operation answers: its status, and a body that becomes JSON; 204 has none. */
export interface Served<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of an operation; its type is what the OpenAPI document is held to. */
export function served<const Status extends number, Body>(status: Status, body: Body, headers?: Readonly<Record<string, string>>): Served<Status, Body> {
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}
