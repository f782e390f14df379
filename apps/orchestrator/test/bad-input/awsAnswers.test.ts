import type { Clock, Drs, Instances } from '@drs-orchestration/core';
import { drsOver, instancesOver } from '@drs-orchestration/core/aws';
import { startLoopbackServer, type LoopbackServer } from '@drs-orchestration/testkit';
import { spoiltInput } from '@drs-orchestration/testkit/generators';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { executionId, oneWave, serverId, start, World } from '../tasks/world/world.js';
import { recordFaults } from './store.js';

const wire = { answers: {} as Readonly<Record<string, unknown>>, asked: [] as string[] };
let stub: LoopbackServer;
let drs: Drs;
let instances: Instances;

/** A JSON-like value as XML; what is no name becomes one. */
function xml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => xml(name, one)).join('');
  const tag = /^[A-Za-z]\w*$/.test(name) ? name : 'odd';
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).map(([key, one]) => xml(key, one)).join('') : String(value).replaceAll(/[<&]/g, '?');
  return `<${tag}>${inner}</${tag}>`;
}

beforeAll(async () => {
  // The SDK tells the console of each value that it puts right by itself.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  stub = await startLoopbackServer(async ({ target, body }) => {
    const operation = /Action=(\w+)/.exec(body.toString())?.[1] ?? target.slice(1);
    wire.asked.push(operation);
    const answer = wire.answers[operation];
    const text = operation.startsWith('DescribeInstance') ? xml(`${operation}Response`, answer) : (JSON.stringify(answer) ?? '');
    return { status: 200, headers: { 'content-type': operation.startsWith('DescribeInstance') ? 'text/xml' : 'application/json' }, body: text };
  });
  // Waits between attempts pass at once; the limit of an attempt never comes.
  const clock: Clock = {
    now: () => start * 1000,
    sleep: (milliseconds, signal) => (milliseconds < 10_000 ? Promise.resolve() : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))),
    standingStill: (work) => work(),
  };
  const connection = { clock, environment: { AWS_ENDPOINT_URL: stub.url, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }, region: 'us-east-1' };
  drs = drsOver(connection);
  instances = instancesOver(connection);
});
afterAll(() => {
  vi.restoreAllMocks();
  return stub.close();
});

const ids = [serverId(1), serverId(2)];
const job = { jobID: 'drsjob-1', type: 'LAUNCH', status: 'COMPLETED', creationDateTime: '2023-11-14T22:13:20Z', tags: { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:call': 'c1' }, participatingServers: ids.map((sourceServerID) => ({ sourceServerID, launchStatus: 'LAUNCHED' })) };
const sound: Readonly<Record<string, unknown>> = {
  DescribeSourceServers: { items: ids.map((sourceServerID) => ({ sourceServerID, tags: {}, dataReplicationInfo: { dataReplicationState: 'CONTINUOUS', lagDuration: 'PT0S' }, sourceProperties: { identificationHints: { hostname: `host-${sourceServerID}` } } })) },
  DescribeRecoveryInstances: { items: ids.map((sourceServerID, index) => ({ recoveryInstanceID: `i-${String(index + 1)}`, sourceServerID, ec2InstanceID: `i-${String(index + 1)}`, ec2InstanceState: 'RUNNING', jobID: 'drsjob-1', isDrill: true })) },
  DescribeJobs: { items: [job] },
  StartRecovery: { job: { ...job, status: 'PENDING' } },
  TerminateRecoveryInstances: { job: { jobID: 'drsjob-9', type: 'TERMINATE', status: 'PENDING' } },
  DescribeInstanceStatus: { instanceStatusSet: { item: [{ instanceId: 'i-1', instanceState: { name: 'running' } }, { instanceId: 'i-2', instanceState: { name: 'running' } }] } },
  DescribeInstances: { reservationSet: { item: [{ instancesSet: { item: [{ instanceId: 'i-1', privateIpAddress: '10.0.0.1', privateDnsName: 'ip-10-0-0-1' }] } }] } },
};

const launched = ids.map((SourceServerId) => ({ SourceServerId, Status: 'LAUNCHED' as const, RecoveryJobId: 'drsjob-1', LaunchTime: start, LaunchedTime: start, PollsAtLaunch: 0, TransitionHistory: [{ Status: 'LAUNCHED' as const, At: start }] }));
const called = { c1: { Servers: ids, At: start, Deadline: start + 30, JobId: 'drsjob-1', JobEndedAt: start } };

interface Case {
  readonly task: string;
  readonly keys: object;
  readonly world: () => Promise<World>;
  readonly operations: readonly string[];
  /** Answers that are other than `sound` before they are spoilt. */
  readonly other?: Readonly<Record<string, unknown>>;
}

const nothingRuns = { DescribeRecoveryInstances: { items: [] }, DescribeJobs: { items: [] } };

async function worldOf(header: Parameters<World['given']>[1], change: Parameters<World['given']>[2] = {}): Promise<World> {
  const world = new World();
  await world.given([oneWave(2)], header, change);
  return world;
}

const cases: readonly Case[] = [
  { task: 'PrepareExecution', keys: {}, world: () => worldOf({ Status: 'PENDING' }), operations: ['DescribeSourceServers', 'DescribeRecoveryInstances', 'DescribeJobs'] },
  { task: 'LaunchWave', keys: { WaveNumber: 1 }, world: () => worldOf({}), operations: ['StartRecovery', 'DescribeSourceServers', 'DescribeRecoveryInstances', 'DescribeJobs'], other: nothingRuns },
  { task: 'CheckHealth', keys: { WaveNumber: 1 }, world: () => worldOf({ Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING', StartTime: start, Servers: launched, Calls: called } }), operations: ['DescribeInstanceStatus', 'DescribeInstances', 'DescribeRecoveryInstances'] },
  {
    task: 'CleanUp', keys: {}, operations: ['DescribeRecoveryInstances', 'TerminateRecoveryInstances', 'DescribeInstanceStatus', 'DescribeJobs'],
    world: () => worldOf({ Status: 'COMPLETED', EndTime: start, CleanUp: { Status: 'PENDING', Run: 0, TerminatedCount: 0, Remaining: [] } }, { 1: { WaveStatus: 'COMPLETED', StartTime: start, EndTime: start, Servers: launched.map((server, index) => ({ ...server, InstanceId: `i-${String(index + 1)}` })), Calls: called } }),
  },
];

const anyCase = fc.constantFrom(...cases).chain((one) =>
  fc.constantFrom(...one.operations).chain((operation) => {
    const answers = { ...sound, ...one.other };
    return spoiltInput(answers[operation]).map(({ input, changes }) => ({ one, operation, changes, answers: { ...answers, [operation]: input } }));
  }),
);

describe('400 answers of DRS and EC2 with something wrong in them, met by the machine\'s Tasks through their real adapters', () => {
  it('give an answer or an error in words; every record stays whole, and no server is launched on a guess', async () => {
    const counts = { answered: 0, failed: 0 };
    const tasks = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ one, operation, answers }) => {
        const world = await one.world();
        wire.answers = answers;
        wire.asked = [];
        const context = { ...world.context, accounts: { drs: () => drs, instances: () => instances } };
        const failed = await dispatch(context, { Task: one.task, ExecutionId: executionId, ...one.keys }).then(() => undefined, (error: unknown) => error as Error);
        if (failed !== undefined) {
          expect(['TerminalError', 'RetryableError'], failed.stack).toContain(failed.name);
          expect(failed.message).not.toMatch(/Cannot read prop|is not a function|is not iterable/);
        }
        expect(await recordFaults(world)).toEqual([]);
        const { Servers, Calls } = await world.wave();
        const starts = wire.asked.filter((asked) => asked === 'StartRecovery').length;
        expect(starts).toBeLessThanOrEqual(1);
        // What was sent and not understood is an open call: to be looked for, never to be sent again.
        if (one.task === 'LaunchWave' && starts === 1) expect(Object.values(Calls)).toHaveLength(1);
        if (one.task === 'LaunchWave' && operation !== 'StartRecovery' && failed !== undefined) expect(starts).toBe(0);
        for (const server of Servers) if (server.Status === 'LAUNCHING') expect(server.RecoveryJobId).toMatch(/\S/);
        tasks.add(`${one.task} ${operation}`);
        if (failed === undefined) counts.answered += 1;
        else counts.failed += 1;
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
    expect(counts.answered + counts.failed).toBe(400);
    expect(Math.min(counts.answered, counts.failed)).toBeGreaterThan(20);
    expect(tasks.size).toBe(cases.flatMap(({ operations }) => operations).length);
  });
});
