import type { Clock, Drs, Item, ServerRecord, ServerStatus } from '@drs-orchestration/core';
import { drsOver } from '@drs-orchestration/core/aws';
import { startLoopbackServer, storedRecordFaults, type LoopbackServer } from '@drs-orchestration/testkit';
import { spoiltInput } from '@drs-orchestration/testkit/generators';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pollExecution } from '../src/pollExecution.js';
import { createHandler } from '../src/poller.js';
import { executionId, launching, participant, server, serverId, start, World } from './world.js';

const seed = 20_261_121;
const entered = (n: number, Status: ServerStatus): ServerRecord => server(n, Status, { TransitionHistory: [{ Status, At: start }] });
const forward: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'];

async function recordFaults(world: World): Promise<readonly string[]> {
  return [await world.header(), await world.wave()].flatMap((record) => storedRecordFaults(record as unknown as Item));
}

describe('1,000 events with something wrong in them', () => {
  it('are polls after all, or refused in words, and then nothing is written', async () => {
    const counts = { polled: 0, refused: 0 };
    const anyEvent = spoiltInput({ ExecutionId: executionId, NextPollTime: start, Why: { Phase: 'STARTED' } }).map(({ input }) => input);
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const world = new World();
        await world.given([launching([entered(1, 'STARTED')])]);
        world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS')]);
        const handler = createHandler({ clock: world.clock, environment: {}, ports: world.context });
        const failed = await world.clock.run(async () => handler(event)).then(() => undefined, (error: unknown) => error as Error & { code?: string });
        expect(await recordFaults(world)).toEqual([]);
        if (failed === undefined) return void (counts.polled += 1);
        counts.refused += 1;
        // An id that is longer than a key may be is DynamoDB's to refuse.
        expect(failed).toMatchObject({ name: 'TerminalError', code: expect.stringMatching(/^(UnknownEvent|ExecutionUnknown|DynamoDB\.INVALID)$/) as string });
        expect(failed.message.length).toBeGreaterThan(20);
        expect(world.writes).toEqual([]);
      }),
      { numRuns: 1_000, seed },
    );
    expect(counts.polled + counts.refused).toBe(1_000);
    expect(Math.min(counts.polled, counts.refused)).toBeGreaterThan(100);
  });
});

describe('400 answers of DRS with something wrong in them, heard through its real adapter [A17]', () => {
  const wire = { items: {} as Readonly<Record<string, unknown>> };
  let drs: Drs;
  let stub: LoopbackServer;
  beforeAll(async () => {
    // The SDK tells the console of each value that it puts right by itself.
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    stub = await startLoopbackServer(async ({ target }) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(wire.items[target.slice(1)] ?? { items: [] }) ?? '' }));
    // Waits between attempts pass at once; the limit of an attempt never comes.
    const clock: Clock = {
      now: () => start * 1000,
      sleep: (milliseconds, signal) => (milliseconds < 10_000 ? Promise.resolve() : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))),
      standingStill: (work) => work(),
    };
    drs = drsOver({ clock, environment: { AWS_ENDPOINT_URL: stub.url, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }, region: 'us-east-1' });
  });
  afterAll(() => {
    vi.restoreAllMocks();
    return stub.close();
  });

  const runs = [{ action: { name: 'agent' }, runId: 'r', status: 'SUCCEEDED' }];
  const sound: Readonly<Record<string, unknown>> = {
    DescribeJobs: {
      items: [
        {
          jobID: 'drsjob-1', type: 'LAUNCH', status: 'COMPLETED', creationDateTime: '2023-11-14T22:13:20Z', endDateTime: '2023-11-14T22:14:20Z', tags: {},
          participatingServers: [{ sourceServerID: serverId(1), launchStatus: 'LAUNCHED', recoveryInstanceID: 'i-1', launchActionsStatus: { runs } }, { sourceServerID: serverId(2), launchStatus: 'FAILED' }, { sourceServerID: serverId(3), launchStatus: 'PENDING' }],
        },
      ],
    },
    DescribeRecoveryInstances: { items: [{ recoveryInstanceID: 'i-3', sourceServerID: serverId(3), ec2InstanceID: 'i-3', ec2InstanceState: 'RUNNING', jobID: 'drsjob-1', isDrill: true }] },
    DescribeJobLogItems: { items: [{ logDateTime: '2023-11-14T22:14:00Z', event: 'LAUNCH_FAILED', eventData: { sourceServerID: serverId(2), rawError: 'no capacity' } }] },
  };

  const spoilt = fc.constantFrom(...Object.keys(sound)).chain((operation) => spoiltInput(sound[operation]).map(({ input, changes }) => ({ operation, input, changes })));

  it('never stop a poll, take no status back, leave every record whole, and are forgotten once the truth is heard', async () => {
    const settled = new Set<string>();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(spoilt, fc.constantFrom('DRILL' as const, 'RECOVERY' as const), async ({ operation, input }, ExecutionType) => {
        const world = new World();
        await world.given([launching([entered(1, 'STARTED'), entered(2, 'IN_PROGRESS'), entered(3, 'PENDING')])], { ExecutionType });
        const context = { ...world.context, accounts: { drs: () => drs, instances: () => ({}) as never } };
        const poll = async (): Promise<void> => {
          const before = (await world.wave()).Servers;
          const { NextPollTime } = await world.header();
          expect(await pollExecution(context, executionId, NextPollTime)).toMatchObject({ Outcome: 'POLLED' });
          const after = (await world.wave()).Servers;
          after.forEach((record, index) => expect(forward.indexOf(record.Status)).toBeGreaterThanOrEqual(forward.indexOf(before[index]?.Status ?? 'FAILED')));
          expect(await recordFaults(world)).toEqual([]);
        };
        wire.items = { ...sound, [operation]: input };
        await poll();
        wire.items = sound;
        await poll();
        const { Servers } = await world.wave();
        // Only an answer that says that there is no instance may have failed one that launched.
        expect(Servers[1]?.Status).toBe('FAILED');
        expect(['LAUNCHED', 'FAILED']).toContain(Servers[0]?.Status);
        expect(['LAUNCHED', 'FAILED']).toContain(Servers[2]?.Status);
        settled.add(Servers.map((record) => record.Status).join(' '));
        count += 1;
      }),
      { numRuns: 400, seed },
    );
    expect(count).toBe(400);
    expect(settled).toContain('LAUNCHED FAILED LAUNCHED');
  });
});
