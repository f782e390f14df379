import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PausingClock } from '../clock/pausingClock.js';
import { AwsFault } from './awsFault.js';
import { DrsEmulator } from './drsEmulator.js';
import { drsOperations } from './drsOperations.js';
import { answeredFaults } from './faultScript.js';
import { queryOperations } from './otherServices.js';
import type { CallFault, World } from './world.js';

/** A running emulator: one address for DRS, EC2, STS and SNS. */
export interface RunningDrsEmulator {
  readonly url: string;
  readonly endpoints: { readonly DRS: string; readonly EC2: string; readonly STS: string; readonly SNS: string };
  readonly emulator: DrsEmulator;
  /** Ends it: its port is free and its connections are cut. */
  close(): Promise<void>;
}

/** How long a call that TIMEOUT keeps waiting is kept. Milliseconds. */
const silence = 120_000;

/** Starts the emulator on loopback. */
export async function startDrsEmulator({ world, clock, port = 0 }: { readonly world: World; readonly clock: PausingClock; readonly port?: number }): Promise<RunningDrsEmulator> {
  const emulator = new DrsEmulator({ world, clock });
  const server = createServer((request, response) => {
    serve(emulator, clock, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoints: { DRS: url, EC2: url, STS: url, SNS: url },
    emulator,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Says nothing until the client gives up, or the silence is over. */
async function keptWaiting(clock: PausingClock, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await clock.letTimePass(() => clock.sleep(silence, gone.signal).catch(() => undefined));
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function serve(emulator: DrsEmulator, clock: PausingClock, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const [, accessKey = '', service = 'drs'] = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const query = service === 'drs' ? undefined : new URLSearchParams(body);
  const operation = query?.get('Action') ?? (request.url ?? '/').split('?')[0]?.slice(1) ?? '';
  const fault = emulator.faults.next(service, operation);
  const outcome = (what: string): void => void emulator.calls.push({ at: clock.now(), service, operation, accessKey, request: query === undefined ? body : Object.fromEntries(query), outcome: what });
  if (fault?.Fault === 'CUT_CONNECTION') {
    outcome('CUT_CONNECTION');
    response.destroy();
    return;
  }
  if (fault?.Fault === 'TIMEOUT') {
    outcome('TIMEOUT');
    await keptWaiting(clock, response);
    response.destroy();
    return;
  }
  const answer = answerTo(emulator, { service, operation, accessKey, body, query, fault });
  outcome(fault?.Fault ?? String(answer.status));
  if (fault?.Fault === 'LOSE_ANSWER') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly accessKey: string;
  readonly body: string;
  readonly query: URLSearchParams | undefined;
  readonly fault: CallFault | undefined;
}

function answerTo(emulator: DrsEmulator, call: Call): Answer {
  try {
    const refused = call.fault === undefined ? undefined : answeredFaults[call.fault.Fault];
    if (refused !== undefined) throw new AwsFault(call.query === undefined || refused[0] !== 'ThrottlingException' ? refused[0] : 'Throttling', refused[1], refused[2]);
    const session = emulator.sessions.get(call.accessKey);
    if (session !== undefined && emulator.clock.now() >= session.expiresAt) throw new AwsFault('ExpiredTokenException', 403, 'The security token included in the request is expired');
    if (call.query !== undefined) return xmlAnswer(emulator, call, call.query);
    const run = drsOperations[call.operation];
    if (run === undefined) throw new AwsFault('UnknownOperationException', 400, `The DRS emulator does not have the operation ${call.operation}.`);
    const own = (session?.account ?? emulator.account) === emulator.recoveryAccount;
    if (!own) return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ items: [] }) };
    const answer = run(emulator, call.body === '' ? {} : (JSON.parse(call.body) as Record<string, unknown>));
    const body = call.fault?.Fault === 'DROP_FIELDS' ? dropped(answer, call.fault.Fields ?? ['recoveryInstanceID', 'launchStatus']) : answer;
    return { status: call.operation === 'StartRecovery' || call.operation === 'TerminateRecoveryInstances' ? 202 : 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (call.query !== undefined) return xmlFault(call.service, error);
    return { status: error.status, headers: { 'content-type': 'application/json', 'x-amzn-ErrorType': error.code }, body: JSON.stringify({ message: error.message, ...error.members }) };
  }
}

function xmlAnswer(emulator: DrsEmulator, call: Call, query: URLSearchParams): Answer {
  const run = queryOperations[call.operation];
  if (run === undefined) throw new AwsFault('UnknownOperationException', 400, `The emulator does not have the operation ${call.service}.${call.operation}.`);
  const inner = run(emulator, query, call.accessKey);
  const body = call.service === 'ec2' ? `<${call.operation}Response>${inner}</${call.operation}Response>` : `<${call.operation}Response><${call.operation}Result>${inner}</${call.operation}Result></${call.operation}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

function xmlFault(service: string, fault: AwsFault): Answer {
  const inner = `<Code>${fault.code}</Code><Message>${fault.message}</Message>`;
  const body = service === 'ec2' ? `<Response><Errors><Error>${inner}</Error></Errors><RequestID>0</RequestID></Response>` : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>0</RequestId></ErrorResponse>`;
  return { status: fault.status, headers: { 'content-type': 'text/xml' }, body };
}

function dropped(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => dropped(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key)).map(([key, inner]) => [key, dropped(inner, fields)]));
}
