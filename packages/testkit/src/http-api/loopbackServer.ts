import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { reasonOf } from '@drs-orchestration/core';

/** A server on 127.0.0.1, or where it was told to be. */
export interface LoopbackServer {
  /** e.g. `http://127.0.0.1:41234`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Destroys open connections and resolves when the server has closed. */
  close(): Promise<void>;
}

/** A request, its body read to the end. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** What is answered; a string body is UTF-8. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/**
 * Serves HTTP on 127.0.0.1, on a free port by default. What `answer` throws becomes a 500 with its message. Another
 * `address` of this machine is for callers in containers, which do not reach 127.0.0.1.
 */
export async function startLoopbackServer(answer: (request: ReceivedRequest) => Promise<Reply>, port = 0, address = '127.0.0.1'): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => void respond(request, response, answer));
  // A kept connection that the server closes by the wall would look like a cut to a client on another clock.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }));
  return { url: `http://${address}:${bound}`, port: bound, close };
}

async function respond(request: IncomingMessage, response: ServerResponse, answer: (request: ReceivedRequest) => Promise<Reply>): Promise<void> {
  let reply: Reply;
  try {
    reply = await answer(await receive(request));
  } catch (error) {
    reply = { status: 500, headers: { 'content-type': 'text/plain' }, body: reasonOf(error) };
  }
  if (response.destroyed) return;
  response.writeHead(reply.status, Object.fromEntries(Object.entries(reply.headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]])));
  response.end(reply.body ?? '');
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]);
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}
