import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PausingClock } from '../clock/pausingClock.js';
import { answerCall, type Reply, type ServiceCall } from './answerCall.js';
import { AwsFault } from './awsFault.js';
import { DrsEmulator } from './drsEmulator.js';
import { httpAnswer, httpFault, type HttpAnswer } from './http/httpAnswer.js';
import { httpCall } from './http/httpCall.js';
import type { World } from './world.js';

/** A running emulator: one address for DRS, EC2, STS and SNS. */
export interface RunningDrsEmulator {
  readonly url: string;
  readonly endpoints: { readonly DRS: string; readonly EC2: string; readonly STS: string; readonly SNS: string };
  readonly emulator: DrsEmulator;
  /** Ends it: its port is free and its connections are cut. */
  close(): Promise<void>;
}

/** How long a call that gets no answer is kept waiting, in milliseconds of the clock. */
const silence = 120_000;

/** Starts the emulator on loopback, on a free port by default. */
export async function startDrsEmulator({ world, clock, port = 0 }: { readonly world: World; readonly clock: PausingClock; readonly port?: number }): Promise<RunningDrsEmulator> {
  const emulator = new DrsEmulator({ world, clock });
  const server = createServer((request, response) => {
    // What fails here is the connection: a caller that hung up.
    serve(emulator, clock, request, response).catch(() => response.destroy());
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

async function serve(emulator: DrsEmulator, clock: PausingClock, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = httpCall({ method: request.method ?? 'GET', target: request.url ?? '/', authorization: request.headers.authorization, body: await text(request) });
  const reply = replyTo(emulator, call);
  if (reply.kind === 'SILENCE') await keptWaiting(clock, response);
  if (reply.kind === 'SILENCE' || reply.kind === 'CUT') {
    response.destroy();
    return;
  }
  const { status, headers, body }: HttpAnswer = reply.kind === 'ANSWER' ? httpAnswer(call.service, call.operation, reply.status, reply.answer) : httpFault(call.service, reply.fault);
  response.writeHead(status, headers).end(body);
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
