import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Draws, startLoopbackServer, type LoopbackServer, type ReceivedRequest, type Reply } from '@drs-orchestration/testkit';

/** Whose door it is, and what it refuses: a share of all requests, drawn from a seed. */
export interface DoorOptions {
  /** From 0 to 1. */
  readonly share: number;
  readonly seed: number;
  readonly refusal: Reply;
}

/** What came to a door: refused by itself, handed on, and of those answered by the service with a throttle. */
export interface DoorCounts {
  refused: number;
  handedOn: number;
  throttledBehind: number;
}

/** A service's front door, which sees every request on the wire, the SDK's own retries too; some it refuses. */
export interface FrontDoor extends LoopbackServer {
  readonly counts: DoorCounts;
  /** Where what is not refused goes: set once that is known, before the first request. */
  endpoint: string | undefined;
}

/** How Lambda refuses at its concurrency's limit. */
export const tooManyInvocations: Reply = {
  status: 429,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' },
  body: JSON.stringify({ Type: 'User', Reason: 'ConcurrentInvocationLimitExceeded', message: 'Rate Exceeded.' }),
};

/** How DynamoDB throttles a table that is paid by request. */
export const throttledByDynamoDb: Reply = {
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: 'com.amazon.coral.availability#ThrottlingException', message: 'Throughput exceeds the current capacity of your table or index.' }),
};

/** Words by which AWS's services throttle, a transaction's cancellation reasons included. */
const throttle = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests/;
/** Of the way of a request, not of the request itself. */
const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);

/** Starts one. */
export async function startFrontDoor({ share, seed, refusal }: DoorOptions): Promise<FrontDoor> {
  const draws = new Draws(seed);
  const counts: DoorCounts = { refused: 0, handedOn: 0, throttledBehind: 0 };
  const agent = new Agent({ keepAlive: true });
  const door: { endpoint: string | undefined } = { endpoint: undefined };
  const server = await startLoopbackServer(async (received) => {
    if (draws.hits(share * 100)) {
      counts.refused += 1;
      return refusal;
    }
    counts.handedOn += 1;
    if (door.endpoint === undefined) throw new Error('a service was called before the system was up');
    const reply = await handedOn(agent, door.endpoint, received);
    if (reply.status >= 400 && throttle.test(String(reply.body))) counts.throttledBehind += 1;
    return reply;
  });
  const close = async (): Promise<void> => {
    agent.destroy();
    await server.close();
  };
  return Object.assign(door, { ...server, close, counts });
}

/** Plain HTTP over connections that are kept: `fetch` was an eighth of what a load costs. */
function handedOn(agent: Agent, endpoint: string, { method, target, headers, body }: ReceivedRequest): Promise<Reply> {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
  return new Promise((resolve, reject) => {
    const handed = request(`${endpoint}${target}`, { agent, method, headers: { ...passed, 'content-length': body.length } }, (response) => {
      buffer(response).then((answer) => {
        const type = response.headers['content-type'];
        resolve({ status: response.statusCode ?? 502, ...(type === undefined ? {} : { headers: { 'content-type': type } }), body: answer });
      }, reject);
    });
    handed.on('error', reject);
    handed.end(body);
  });
}
