import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { eventually, ManualClock } from '../../test/manualClock.js';
import { realServer, type RealServer } from '../../test/realServer.js';
import type { ServiceError } from '../errors.js';
import type { Drs } from '../ports/index.js';
import { drsOver } from './drs.js';
import { instancesOver } from './ec2.js';

const launch = { servers: [{ sourceServerId: 's-11111111111111111' }], isDrill: true, tags: {} };
const never = new AbortController().signal;
const job = { job: { jobID: 'drsjob-1', status: 'PENDING' } };

function drsAt(server: RealServer, clock: ManualClock): Drs {
  return drsOver(connectionOn(clock, { AWS_ENDPOINT_URL_DRS: server.url }));
}

describe('a launch over a real connection', () => {
  it('is sent once when it is answered', async () => {
    const clock = new ManualClock();
    const server = await realServer((response) => response.writeHead(202).end(JSON.stringify(job)));
    expect(await drsAt(server, clock).startRecovery(launch, never)).toMatchObject({ jobId: 'drsjob-1', status: 'PENDING' });
    expect(server.received.map(({ path }) => path)).toEqual(['/StartRecovery']);
  });

  it.each([
    ['a 500', 'SERVER', (response: ServerResponse) => response.writeHead(500).end('{}')],
    ['a connection cut before the answer', 'NETWORK', (response: ServerResponse) => response.destroy()],
    ['an answer cut off in its middle', 'NETWORK', (response: ServerResponse) => {
      response.writeHead(202, { 'content-length': '1000' });
      response.write('{"job":', () => response.destroy());
    }],
  ])('meeting %s is sent once, and not known to have failed [R9.3] [P28]', async (_, kind, answer) => {
    const clock = new ManualClock();
    const server = await realServer(answer);
    await expect(drsAt(server, clock).startRecovery(launch, never)).rejects.toMatchObject({ kind, operation: 'StartRecovery' });
    clock.advance(60_000);
    expect(server.received).toHaveLength(1);
  });

  it('without an answer for 10 s of our clock is given up, its request aborted, and not sent again', async () => {
    const clock = new ManualClock();
    const server = await realServer(() => undefined);
    const call = drsAt(server, clock).startRecovery(launch, never).catch((error: unknown) => error);
    await eventually(() => server.received.length === 1);
    clock.advance(9_999);
    expect(clock.standing).toBe(1);
    clock.advance(1);
    const error = await call;
    expect(error).toMatchObject({ kind: 'NETWORK' });
    expect((error as ServiceError).message).toContain('no answer within 10 s');
    await eventually(() => server.received[0]?.closedEarly === true);
    expect(server.received).toHaveLength(1);
  });

  it('whose answer stops in its middle is bounded by the same 10 s', async () => {
    const clock = new ManualClock();
    const server = await realServer((response) => {
      response.writeHead(202, { 'content-length': '1000' });
      response.write('{"job":');
    });
    const call = drsAt(server, clock).startRecovery(launch, never).catch((error: unknown) => error);
    await eventually(() => server.received.length === 1 && clock.sleeping.length === 1);
    clock.advance(10_000);
    expect(await call).toMatchObject({ kind: 'NETWORK' });
    await eventually(() => server.received[0]?.closedEarly === true);
  });

  it('given up before it is sent is never sent, and said to be so', async () => {
    const clock = new ManualClock();
    const server = await realServer((response) => response.writeHead(202).end(JSON.stringify(job)));
    const past = AbortSignal.abort(new Error('past its deadline'));
    await expect(drsAt(server, clock).startRecovery(launch, past)).rejects.toMatchObject({ kind: 'UNREACHABLE', message: /before it was sent: past its deadline/ });
    // Another call over the same kind of connection proves that the first would have arrived by now.
    await drsAt(server, clock).startRecovery(launch, never);
    expect(server.received).toHaveLength(1);
  });

  it('given up while its credentials are awaited is never sent', async () => {
    const clock = new ManualClock();
    const server = await realServer((response) => response.writeHead(202).end(JSON.stringify(job)));
    let giveCredentials: (value: { accessKeyId: string; secretAccessKey: string }) => void = () => undefined;
    let asked = false;
    const credentials = () => {
      asked = true;
      return new Promise<{ accessKeyId: string; secretAccessKey: string }>((resolve) => (giveCredentials = resolve));
    };
    const drs = drsOver({ ...connectionOn(clock, { AWS_ENDPOINT_URL_DRS: server.url }), credentials });
    const giveUp = new AbortController();
    const call = drs.startRecovery(launch, giveUp.signal);
    await eventually(() => asked);
    giveUp.abort(new Error('past its deadline'));
    await expect(call).rejects.toMatchObject({ kind: 'UNREACHABLE' });
    giveCredentials({ accessKeyId: 'a', secretAccessKey: 'b' });
    await drsAt(server, clock).startRecovery(launch, never);
    expect(server.received).toHaveLength(1);
  });

  it('given up in flight is aborted at once, and not known to have failed', async () => {
    const clock = new ManualClock();
    const server = await realServer(() => undefined);
    const giveUp = new AbortController();
    const call = drsAt(server, clock).startRecovery(launch, giveUp.signal).catch((error: unknown) => error);
    await eventually(() => server.received.length === 1);
    giveUp.abort(new Error('past its deadline'));
    expect(await call).toMatchObject({ kind: 'NETWORK' });
    await eventually(() => server.received[0]?.closedEarly === true);
    expect(clock.sleeping).toEqual([]);
  });
});

describe('an attempt', () => {
  it('makes the clock stand still while it is in flight, and only then', async () => {
    const clock = new ManualClock();
    let standingMeanwhile = -1;
    const server = await realServer((response) => {
      standingMeanwhile = clock.standing;
      response.writeHead(200).end(JSON.stringify({ items: [] }));
    });
    await drsAt(server, clock).describeSourceServers('ALL');
    expect({ standingMeanwhile, after: clock.standing }).toEqual({ standingMeanwhile: 1, after: 0 });
    expect(clock.sleeping).toEqual([]);
  });

  it('of a read without an answer is followed by another, as for any network failure [P13]', async () => {
    const clock = new ManualClock();
    const server = await realServer((response, { path }) => {
      if (server.received.length > 1) response.writeHead(200).end(JSON.stringify({ items: [], path }));
    });
    const call = drsAt(server, clock).describeJobs(['drsjob-1']);
    await eventually(() => server.received.length === 1 && clock.sleeping.includes(10_000));
    clock.advance(10_000);
    await eventually(() => clock.sleeping.includes(2_000));
    clock.advance(2_000);
    expect(await call).toEqual([]);
    expect(server.received).toHaveLength(2);
  });

  it('is signed with our clock’s time, in both generations of clients', async () => {
    const clock = new ManualClock(Date.UTC(2031, 4, 6, 7, 8, 9));
    const server = await realServer((response, { path }) => {
      if (path === '/DescribeSourceServers') response.writeHead(200).end('{"items":[]}');
      else response.writeHead(200).end('<DescribeInstanceStatusResponse><instanceStatusSet/></DescribeInstanceStatusResponse>');
    });
    const connection = connectionOn(clock, { AWS_ENDPOINT_URL: server.url });
    for (let round = 0; round < 2; round += 1) {
      await drsOver(connection).describeSourceServers('ALL');
      await instancesOver(connection).describeStates(['i-1']);
      clock.advance(3_600_000);
    }
    expect(server.received.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20310506T070809Z', '20310506T070809Z', '20310506T080809Z', '20310506T080809Z',
    ]);
  });

  it('over TLS to a server that speaks none fails at once', async () => {
    const clock = new ManualClock();
    const server = await realServer(() => undefined);
    const drs = drsOver(connectionOn(clock, { AWS_ENDPOINT_URL_DRS: server.url.replace('http:', 'https:') }));
    await expect(drs.describeSourceServers('ALL')).rejects.toMatchObject({ kind: 'UNREACHABLE' });
    expect(clock.sleeping).toEqual([]);
  });
});
