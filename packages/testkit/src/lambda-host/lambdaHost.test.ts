import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { TerminalError } from '@drs-orchestration/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manualClock.js';
import { reactionsRun } from '../clock/wallPacer.js';
import type { LoopbackServer } from '../http-api/loopbackServer.js';
import { LambdaHost } from './lambdaHost.js';
import { startLambdaServer } from './startLambdaServer.js';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:echo';

describe('a host of functions', () => {
  it('finds a function by name, partial ARN, ARN and qualifier, and says when there is none', async () => {
    const host = new LambdaHost({ clock: new ManualClock() });
    host.register('echo', async (event: unknown) => event);
    for (const name of ['echo', arn, `${arn}:live`, '123456789012:function:echo', 'echo:live']) expect(await host.invoke(name, 1)).toEqual({ payload: 1 });
    expect(await host.invoke('nobody', 1)).toMatchObject({ error: { errorType: 'Lambda.ResourceNotFoundException' } });
    expect(host.invokeAsync('nobody', 1)).toBe(false);
  });

  it('shares nothing with a handler: payloads and answers pass through JSON', async () => {
    const host = new LambdaHost({ clock: new ManualClock() });
    const kept: { list: number[] }[] = [];
    host.register('keep', async (event: unknown) => {
      kept.push(event as { list: number[] });
      (event as { list: number[] }).list.push(9);
      return { at: new Date(0), gone: undefined };
    });
    const payload = { list: [1] };
    expect(await host.invoke('keep', payload)).toEqual({ payload: { at: '1970-01-01T00:00:00.000Z' } });
    expect([payload, kept[0]]).toEqual([{ list: [1] }, { list: [1, 9] }]);
  });

  it("serialises an error as Lambda does, under the error's name", async () => {
    const host = new LambdaHost({ clock: new ManualClock() });
    host.register('fail', async () => {
      throw new TerminalError('ServerUnknown', 'no such server s-1');
    });
    const trace = expect.arrayContaining(['TerminalError: no such server s-1', expect.stringMatching(/^ +at /u) as string]) as string[];
    expect(await host.invoke('fail', {})).toEqual({ error: { errorType: 'TerminalError', errorMessage: 'no such server s-1', trace } });
  });

  it('ends a function that takes longer than its time-out, by the clock', async () => {
    const clock = new ManualClock();
    const host = new LambdaHost({ clock });
    host.register('slow', () => clock.sleep(5_000), { timeoutSeconds: 3 });
    const result = host.invoke('slow', {});
    await clock.advance(2_999);
    expect(host.running).toBe(1);
    await clock.advance(1);
    expect(await result).toEqual({ error: { errorType: 'Sandbox.Timedout', errorMessage: 'Error: Task timed out after 3.00 seconds' } });
  });

  it('leaves no timer of a function that ended in time', async () => {
    const clock = new ManualClock();
    const host = new LambdaHost({ clock });
    host.register('quick', async () => 1, { timeoutSeconds: 3 });
    await host.invoke('quick', {});
    expect(clock.pendingSleeps).toBe(0);
  });

  it('answers an asynchronous invocation at once, runs it afterwards, and reports its error', async () => {
    const failures: unknown[] = [];
    const host = new LambdaHost({ clock: new ManualClock(), onError: (failure) => failures.push(failure) });
    const ran: unknown[] = [];
    host.register('later', async (event: unknown) => {
      ran.push(event);
      throw new Error('no');
    });
    expect(host.invokeAsync('later', { a: 1 })).toBe(true);
    expect(ran).toEqual([]);
    await host.idle();
    expect(ran).toEqual([{ a: 1 }]);
    expect(failures).toMatchObject([{ functionName: 'later', payload: { a: 1 }, error: { errorType: 'Error', errorMessage: 'no' } }]);
    await host.idle();
  });

  it('repeats a failed asynchronous invocation after one and two minutes, where it is told to', async () => {
    const clock = new ManualClock();
    const failures: unknown[] = [];
    const at: number[] = [];
    const host = new LambdaHost({ clock, asyncRetries: 2, onError: (failure) => failures.push(failure) });
    host.register('f', async () => {
      at.push(clock.now() / 1000);
      throw new Error('no');
    });
    host.invokeAsync('f', {});
    await clock.advance(600_000);
    expect([at, failures.length, host.running]).toEqual([[0, 60, 180], 1, 0]);
  });

  it('is idle only when the last invocation has ended', async () => {
    const clock = new ManualClock();
    const host = new LambdaHost({ clock });
    host.register('slow', () => clock.sleep(1_000));
    host.invokeAsync('slow', {});
    let idle = false;
    void host.idle().then(() => (idle = true));
    await clock.advance(999);
    expect(idle).toBe(false);
    await clock.advance(1);
    await reactionsRun();
    expect(idle).toBe(true);
  });
});

describe('its API', () => {
  const host = new LambdaHost({ clock: new ManualClock() });
  const events: unknown[] = [];
  host.register('echo', async (event: unknown) => {
    events.push(event);
    return { got: event };
  });
  host.register('fail', async () => {
    throw new TerminalError('X', 'it broke');
  });
  let server: LoopbackServer;
  let client: LambdaClient;
  beforeAll(async () => {
    server = await startLambdaServer({ host });
    client = new LambdaClient({ region: 'us-east-1', endpoint: server.url, credentials: { accessKeyId: 'a', secretAccessKey: 's' }, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });
  const text = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString();

  it("invokes by name and by ARN, for the SDK's client", async () => {
    for (const FunctionName of ['echo', arn]) {
      const { StatusCode, Payload, FunctionError } = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"a":1}') }));
      expect([StatusCode, text(Payload), FunctionError]).toEqual([200, '{"got":{"a":1}}', undefined]);
    }
  });

  it("marks a function's error as Unhandled", async () => {
    const { StatusCode, Payload, FunctionError } = await client.send(new InvokeCommand({ FunctionName: 'fail' }));
    expect([StatusCode, FunctionError, JSON.parse(text(Payload))]).toEqual([200, 'Unhandled', expect.objectContaining({ errorType: 'TerminalError', errorMessage: 'it broke' })]);
  });

  it('answers Event with 202 and runs it afterwards', async () => {
    events.length = 0;
    const { StatusCode, Payload } = await client.send(new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event', Payload: Buffer.from('{"b":2}') }));
    expect([StatusCode, text(Payload)]).toEqual([202, '']);
    await host.idle();
    expect(events).toEqual([{ b: 2 }]);
  });

  it('names what it does not have', async () => {
    await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } });
    expect((await fetch(`${server.url}/2015-03-31/functions`)).headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
  });
});
