import assert from 'node:assert/strict';
import { answerFaults, errorFaults } from '../model/answerFaults.js';

/** A JSON object of DRS's. */
export type Members = Readonly<Record<string, unknown>>;

/** What a case of the contract works with: a DRS, whoever plays it, and whichever client asks it. */
export interface DrsContractSubject {
  /**
   * Calls an operation once.
   * @returns the answer's members
   * @throws an error whose `name` is that of the service's error, its members beside it, the HTTP status in
   *   `$metadata.httpStatusCode` (as the AWS SDK for JavaScript does).
   */
  readonly call: (operation: string, input: Members) => Promise<Members>;
}

/** What a case that launches works with, too: a DRS in which nothing costs money and time passes when told. */
export interface DrsLaunchSubject extends DrsContractSubject {
  /** Two servers that replicate and are in no job. */
  readonly servers: readonly [string, string];
  /** Lets jobs go on until they are over. */
  readonly untilOver: () => Promise<void>;
}

/** One rule of the contract; `holds` throws an AssertionError where DRS breaks it. */
export interface ContractCase<Subject> {
  readonly title: string;
  readonly holds: (subject: Subject) => Promise<void>;
}

/** An operation's answer, which is as the service's model says. */
export async function answerOf({ call }: DrsContractSubject, operation: string, input: Members = {}): Promise<Members> {
  const answer = await call(operation, input);
  assert.deepEqual(answerFaults(operation, answer), []);
  return answer;
}

/** How an operation refuses an input: the error's name; it is one that the model lets the operation answer. */
export async function refusalBy({ call }: DrsContractSubject, operation: string, input: Members): Promise<string> {
  const error = await call(operation, input).then(
    () => assert.fail(`${operation} accepts ${JSON.stringify(input)}`),
    (thrown: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) => thrown,
  );
  // What no client knows as a service's error (a cut connection, a fault of the case itself) has no HTTP status.
  if (error.$metadata?.httpStatusCode === undefined) throw error;
  assert.deepEqual(errorFaults(operation, error.name, error.$metadata.httpStatusCode, { message: error.message }), []);
  return error.name;
}

/** The items of an answer. */
export function itemsOf({ items }: Members): readonly Members[] {
  assert.ok(Array.isArray(items), 'items is a list');
  return items as readonly Members[];
}

/** All pages of an operation that lists, each of at most so many items. At most `most` pages are read. */
export async function pagesOf(subject: DrsContractSubject, operation: string, maxResults: number, input: Members = {}, most = 20): Promise<readonly (readonly Members[])[]> {
  const pages: (readonly Members[])[] = [];
  let nextToken: unknown;
  do {
    const answer = await answerOf(subject, operation, { ...input, maxResults, ...(nextToken === undefined ? {} : { nextToken }) });
    pages.push(itemsOf(answer));
    ({ nextToken } = answer);
    assert.ok((pages.at(-1)?.length ?? 0) <= maxResults, `a page of ${operation} has at most ${maxResults} items`);
  } while (nextToken !== undefined && nextToken !== null && pages.length < most);
  return pages;
}

/** A member of each item, as text. */
export const each = (items: readonly Members[], name: string): readonly string[] => items.map((item) => String(item[name]));
