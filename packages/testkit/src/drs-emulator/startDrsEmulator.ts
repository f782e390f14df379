import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PausingClock } from '../clock/pausingClock.js';
import { answerCall, type Reply, type ServiceCall } from './answerCall.js';
import { AwsFault } from './awsFault.js';
import { DrsEmulator } from './drsEmulator.js';
import { httpAnswer, httpFault, type HttpAnswer } from './http/httpAnswer.js';
import { httpCall } from './http/httpCall.js';
import { uuidOf } from './timing/seededDraw.js';
import type { World } from './world.js';

/** A running emulator: one address for DRS, EC2, STS and SNS. */
export interface RunningDrsEmulator {
  readonly url: string;
  readonly endpoints: { readonly DRS: string; readonly EC2: string; readonly STS: string; readonly SNS: string };
  readonly emulator: DrsEmulator;
  /** Ends it: its port is free and its connections are cut. */
  close(): Promise<void>;
}

/** How an emulator is started. */
export interface DrsEmulatorOptions {
  readonly world: World;
  readonly clock: PausingClock;
  /** Default: a free one. */
  readonly port?: number;
  /** Told of each call and what is replied to it, before it is. */
  readonly onReply?: (call: ServiceCall, reply: Reply) => void;
}

/** How long a call that gets no answer is kept waiting, in milliseconds of the clock. */
const silence = 120_000;

/** The longest body that is read, in bytes: ten times what the largest request of these services has. */
const longestBody = 4_000_000;

/**
 * Starts the emulator on 127.0.0.1.
 * @throws where the port cannot be had: Node's error, with its code (`EADDRINUSE`, `EACCES`).
 */
export async function startDrsEmulator({ world, clock, port = 0, onReply }: DrsEmulatorOptions): Promise<RunningDrsEmulator> {
  const emulator = new DrsEmulator({ world, clock });
  let answers = 0;
  const requestId = (): string => uuidOf(emulator.seed, `request/${(answers += 1)}`);
  const server = createServer((request, response) => {
    // What fails here is the connection: a caller that hung up.
    serve({ emulator, clock, onReply, requestId }, request, response).catch(() => response.destroy());
  });
  // A kept connection that the server closes by the wall would look like a cut to a client on another clock.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let closed: Promise<void> | undefined;
  return {
    url,
    endpoints: { DRS: url, EC2: url, STS: url, SNS: url },
    emulator,
    close: () =>
      (closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })),
  };
}

/** A request's body; undefined where it is longer than any that an emulated service takes. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // What is too long is read to its end, so that the caller hears why, but not kept.
    if (length <= longestBody) chunks.push(chunk);
  }
  return length > longestBody ? undefined : Buffer.concat(chunks).toString();
}

interface Serving {
  readonly emulator: DrsEmulator;
  readonly clock: PausingClock;
  readonly onReply: DrsEmulatorOptions['onReply'];
  /** An id for an answer, which scripts print: of the same form as AWS's, and the same in every run of a seed. */
  readonly requestId: () => string;
}

async function serve({ emulator, clock, onReply, requestId }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent = await bodyOf(request);
  const read = httpCall({ method: request.method ?? 'GET', target: request.url ?? '/', authorization: request.headers.authorization, body: sent ?? '' });
  const call = sent === undefined ? { ...read, input: new AwsFault('RequestEntityTooLargeException', 413, `A request has at most ${longestBody} bytes.`) } : read;
  const reply = replyTo(emulator, call);
  onReply?.(call, reply);
  if (reply.kind === 'SILENCE') await keptWaiting(clock, response);
  if (reply.kind === 'SILENCE' || reply.kind === 'CUT') {
    response.destroy();
    return;
  }
  const { status, headers, body }: HttpAnswer = reply.kind === 'ANSWER' ? httpAnswer(call.service, call.operation, reply.status, reply.answer) : httpFault(call.service, reply.fault);
  response.writeHead(status, { ...headers, 'x-amzn-RequestId': requestId() }).end(body);
}

/** A fault of the emulator itself is answered too, so that no client waits for it. */
function replyTo(emulator: DrsEmulator, call: ServiceCall): Reply {
  try {
    return answerCall(emulator, call);
  } catch (error) {
    return { kind: 'REFUSAL', fault: new AwsFault('InternalServerException', 500, `The emulator itself failed: ${String(error)}`) };
  }
}

/** Says nothing until the client gives up, or the silence is over. */
async function keptWaiting(clock: PausingClock, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await clock.letTimePass(() => clock.sleep(silence, gone.signal).catch(() => undefined));
}
