import { answerFaults, emulatedBeyondModel, errorFaults } from '../../../src/drs-emulator/model/answerFaults.js';
import { drsOperations } from '../../../src/drs-emulator/model/drsOperations.js';

/** An answer as it came over the wire. */
export interface Exchange {
  readonly operation: string;
  readonly status: number;
  /** The error's name; null where it is none. */
  readonly error: string | null;
  readonly contentType: string | null;
  readonly body: unknown;
}

/** Sends an operation's input where and how the model says, with nothing in between that would put it right. */
export async function exchange(url: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<Exchange> {
  const model = drsOperations[operation];
  if (model === undefined) throw new Error(`the model has no operation ${operation}`);
  const { resourceArn, tagKeys, ...rest } = input;
  const query = Array.isArray(tagKeys) ? tagKeys.map((key) => `tagKeys=${encodeURIComponent(String(key))}`).join('&') : '';
  const path = model.path.replace('{resourceArn}', encodeURIComponent(typeof resourceArn === 'string' ? resourceArn : ''));
  const body = model.method === 'POST' ? { body: JSON.stringify(rest) } : {};
  const answer = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, { method: model.method, ...body });
  const text = await answer.text();
  return { operation, status: answer.status, error: answer.headers.get('x-amzn-errortype'), contentType: answer.headers.get('content-type'), body: text === '' ? {} : JSON.parse(text) };
}

/** What of an answer is not as the service's model says, a line each. */
export function faultsOfAnswer({ operation, status, error, contentType, body }: Exchange): readonly string[] {
  const model = drsOperations[operation];
  if (model === undefined) return [`the model has no operation ${operation}`];
  const type = contentType === 'application/json' ? [] : [`${operation}: the content type is ${contentType}`];
  if (error !== null) return [...type, ...errorFaults(operation, error, status, body)];
  const right = status === model.status ? [] : [`${operation}: status ${status}, not ${model.status}`];
  return [...type, ...right, ...answerFaults(operation, body, emulatedBeyondModel)];
}
