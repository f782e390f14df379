import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** A request as it came over the wire. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whether the client closed the connection before it had the whole answer. */
  closedEarly: boolean;
}

/** A real HTTP server on a free local port, and what it received. */
export interface RealServer {
  readonly url: string;
  readonly received: Received[];
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closings.splice(0).map((close) => close()));
});

/** Starts a server that answers as `answer` does, until the test's end. */
export async function realServer(answer: (response: ServerResponse, request: Received) => void): Promise<RealServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Received = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString(), closedEarly: false };
      received.push(one);
      response.on('close', () => (one.closedEarly = !response.writableFinished));
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received };
}
