import { startLoopbackServer, type LoopbackServer, type ReceivedRequest, type Reply } from '@drs-orchestration/testkit';
import { Draw } from './draw.js';

/** What Lambda refuses: a share of all invocations, drawn from a seed. */
export interface SomeInvocations {
  /** From 0 to 1. */
  readonly share: number;
  readonly seed: number;
}

/** Lambda's front door, which refuses some invocations as Lambda does at its concurrency's limit, and hands on the rest. */
export interface RefusingLambda extends LoopbackServer {
  readonly counts: { refused: number; handedOn: number };
  /** Where what is not refused goes: set once that is known, before the first invocation. */
  endpoint: string | undefined;
}

/** Starts one. */
export async function startRefusingLambda({ share, seed }: SomeInvocations): Promise<RefusingLambda> {
  const draw = new Draw(seed);
  const counts = { refused: 0, handedOn: 0 };
  const door: { endpoint: string | undefined } = { endpoint: undefined };
  const server = await startLoopbackServer(async (request) => {
    if (draw.next() < share) {
      counts.refused += 1;
      return { status: 429, headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' }, body: JSON.stringify({ Type: 'User', Reason: 'ConcurrentInvocationLimitExceeded', message: 'Rate Exceeded.' }) };
    }
    counts.handedOn += 1;
    if (door.endpoint === undefined) throw new Error('Lambda was invoked before the system was up');
    return handedOn(door.endpoint, request);
  });
  return Object.assign(door, { ...server, counts });
}

async function handedOn(endpoint: string, { method, target, headers, body }: ReceivedRequest): Promise<Reply> {
  const type = headers['x-amz-invocation-type'];
  const response = await fetch(`${endpoint}${target}`, { method, headers: type === undefined ? {} : { 'x-amz-invocation-type': type }, body: new Uint8Array(body) });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}
