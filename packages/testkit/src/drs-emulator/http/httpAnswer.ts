import type { AwsFault } from '../awsFault.js';
import { xmlOf } from './xml.js';

/** An answer as it goes over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { 'content-type': 'application/json' } as const;
const xml = { 'content-type': 'text/xml' } as const;

/** A success in the service's protocol. */
export function httpAnswer(service: string, operation: string, status: number, answer: object): HttpAnswer {
  if (service === 'drs') return { status, headers: json, body: status === 204 ? '' : JSON.stringify(answer) };
  const inner = service === 'ec2' ? xmlOf(answer) : `<${operation}Result>${xmlOf(answer)}</${operation}Result>`;
  return { status, headers: xml, body: `<${operation}Response>${inner}</${operation}Response>` };
}

/** A refusal in the service's protocol. DRS's errors are named by a header: a field of the body would win over it. */
export function httpFault(service: string, fault: AwsFault): HttpAnswer {
  const { code: Code, message: Message, status, members } = fault;
  if (service === 'ec2') return { status, headers: xml, body: xmlOf({ Response: { Errors: { Error: { Code, Message } }, RequestID: '0' } }) };
  if (service === 'sts' || service === 'sns') return { status, headers: xml, body: xmlOf({ ErrorResponse: { Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code, Message }, RequestId: '0' } }) };
  return { status, headers: { ...json, 'x-amzn-ErrorType': Code }, body: JSON.stringify({ message: Message, ...members }) };
}
