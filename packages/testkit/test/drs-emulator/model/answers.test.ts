import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '../../../src/drs-emulator/operations/operations.js';
import { serverId, serverIds } from '../../../src/plans/serverIds.js';
import { replicationStates } from '../../../src/scenario/scenarioSchema.js';
import { drsCalls } from '../drsCalls.js';
import { emulated, endEmulated, roundProfile, type Emulated } from '../emulated.js';
import { exchange, faultsOfAnswer, type Exchange } from './exchange.js';

afterEach(endEmulated);

const seeded = { numRuns: 60, seed: 20_261_121 };
const fleet = 6;

const someOf = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...items], { minLength: 1 });

const serverFault = fc.record({
  Server: fc.constantFrom(...serverIds(fleet)),
  Phase: fc.constantFrom('SNAPSHOT', 'CONVERSION', 'LAUNCH', 'LAUNCH_ACTIONS', 'BOOT', 'TERMINATION'),
  Fault: fc.constantFrom('FAIL', 'STALL', 'NEVER_LAUNCHED'),
  RawError: fc.constantFrom('Insufficient capacity', 'ü "quoted" <xml> \n', '€'.repeat(1000)),
});
const callFault = fc.record({ Service: fc.constant('drs'), Operation: fc.constant('*'), Attempt: fc.integer({ min: 1, max: 3 }), Fault: fc.constantFrom('THROTTLE', 'INTERNAL_ERROR', 'DROP_FIELDS') });

const worlds = fc.record({
  Seed: fc.integer({ min: 0, max: 99 }),
  Profile: fc.constant(roundProfile),
  Quotas: fc.record({ ConcurrentJobs: fc.integer({ min: 1, max: 4 }), ServersInJobs: fc.integer({ min: 2, max: 8 }), ServersPerJob: fc.integer({ min: 2, max: 6 }) }),
  OtherJobs: fc.array(fc.record({ Count: fc.constant(1), EndsAfterSeconds: fc.constant(250) }), { maxLength: 1 }),
  Servers: fc.array(fc.record({ ReplicationState: fc.constantFrom(...replicationStates), LagSeconds: fc.nat(99_999), Tags: fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), { maxKeys: 3 }), runs: fc.boolean() }), { minLength: fleet, maxLength: fleet }),
  Faults: fc.array(fc.oneof(serverFault, callFault), { maxLength: 4 }),
  Initialized: fc.nat(9).map((drawn) => drawn > 0),
}).map(({ Servers, ...world }) => ({
  ...world,
  Servers: Servers.map(({ runs, ...server }, index) => ({ ...server, SourceServerId: serverId(index + 1), ...(runs ? { RecoveryInstance: { IsDrill: true } } : {}) })),
}));

/** What a step says; ids of jobs and instances are those that there are by then. */
type Step = (run: Emulated) => Promise<Exchange | undefined>;
const says = (operation: string, input: (run: Emulated) => object): Step => (run) => exchange(run.url, operation, input(run) as Record<string, unknown>);

const jobIds = ({ emulator }: Emulated): string[] => emulator.jobs().map((job) => job.id);
const instanceIds = ({ emulator }: Emulated): string[] => emulator.everyInstance().map((instance) => instance.id);
const arns = (run: Emulated): string[] => [...jobIds(run).map((id) => `job/${id}`), ...instanceIds(run).map((id) => `recovery-instance/${id}`), `source-server/${serverId(1)}`, 'job/drsjob-0'].map((id) => `arn:aws:drs:us-east-1:111111111111:${id}`);
const nth = (items: readonly string[], index: number): string => items[index % items.length] ?? '';

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 150 }).map((seconds): Step => async ({ clock }) => void (await clock.advance(seconds * 1000))) },
  { weight: 4, arbitrary: fc.tuple(someOf(serverIds(fleet + 1)), fc.boolean()).map(([ids, isDrill]) => says('StartRecovery', () => ({ sourceServers: ids.map((sourceServerID) => ({ sourceServerID })), isDrill, tags: { '': '', 'ключ': 'значение' } }))) },
  { weight: 2, arbitrary: fc.nat(9).map((many) => says('TerminateRecoveryInstances', (run) => ({ recoveryInstanceIDs: instanceIds(run).slice(0, many) }))) },
  fc.record({ maxResults: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] }).map((input) => says('DescribeJobs', () => input)),
  fc.nat(9).map((index) => says('DescribeJobs', (run) => ({ filters: { jobIDs: jobIds(run).slice(index), fromDate: '2020-01-01T00:00:00Z' } }))),
  { weight: 2, arbitrary: fc.nat(9).map((index) => says('DescribeJobLogItems', (run) => ({ jobID: nth([...jobIds(run), 'drsjob-00000000000000000'], index), maxResults: 100 }))) },
  { weight: 2, arbitrary: someOf(serverIds(fleet)).map((sourceServerIDs) => says('DescribeSourceServers', () => ({ filters: { sourceServerIDs } }))) },
  someOf(serverIds(fleet)).map((sourceServerIDs) => says('DescribeRecoveryInstances', () => ({ filters: { sourceServerIDs } }))),
  fc.constantFrom('DescribeSourceServers', 'DescribeRecoveryInstances', 'DescribeJobs').map((operation) => says(operation, () => ({ maxResults: 2, nextToken: Buffer.from('page from 1').toString('base64') }))),
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('TagResource', 'UntagResource', 'ListTagsForResource'), fc.nat(20)).map(([operation, index]) => says(operation, (run) => ({ resourceArn: nth(arns(run), index), ...(operation === 'TagResource' ? { tags: { a: 'b' } } : {}), ...(operation === 'UntagResource' ? { tagKeys: ['a', 'ü&='] } : {}) }))) },
);

describe('an answer of the DRS emulator', () => {
  it('is as the service\'s model says, whatever happens: status, shape, words, ids, dates, errors that are declared or common [R11.1]', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(steps, { minLength: 20, maxLength: 40 }), async (world, session) => {
        const run = await emulated(world);
        try {
          for (const step of session) {
            const answered = await step(run);
            if (answered === undefined) continue;
            expect(faultsOfAnswer(answered)).toEqual([]);
            const outcome = answered.error ?? answered.operation;
            seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          }
        } finally {
          await endEmulated();
        }
      }),
      seeded,
    );
    expect([...seen.keys()].sort()).toEqual([
      ...operations.drs.keys(), 'ConflictException', 'InternalServerException', 'ResourceNotFoundException', 'ServiceQuotaExceededException', 'ThrottlingException', 'UninitializedAccountException', 'ValidationException',
    ].sort());
    expect(Math.min(...seen.values())).toBeGreaterThanOrEqual(5);
  });

  it('of a whole recovery, of what failed to boot, and of its end is as the model says at every step, with words of any kind', async () => {
    const run = await emulated({ Profile: roundProfile, Servers: serverIds(5).map((SourceServerId) => ({ SourceServerId })), Faults: [
      { Server: serverId(2), Phase: 'LAUNCH_ACTIONS', Fault: 'FAIL', RawError: `"no SSM" – ${'x'.repeat(300)}` },
      { Server: serverId(3), Phase: 'BOOT', Fault: 'FAIL' }, { Server: serverId(4), Phase: 'BOOT', Fault: 'STALL' }, { Server: serverId(5), Phase: 'BOOT', Fault: 'NEVER_LAUNCHED' },
    ] });
    await exchange(run.url, 'StartRecovery', { sourceServers: serverIds(5).map((sourceServerID) => ({ sourceServerID })) });
    const bodies: unknown[] = [];
    for (const seconds of [50, 100, 100, 60, 100, 10, 60]) {
      await run.clock.advance(seconds * 1000);
      if (seconds === 10) await exchange(run.url, 'TerminateRecoveryInstances', { recoveryInstanceIDs: instanceIds(run).slice(0, 1) });
      for (const operation of ['DescribeJobs', 'DescribeSourceServers', 'DescribeRecoveryInstances']) {
        const answered = await exchange(run.url, operation, {});
        expect(faultsOfAnswer(answered)).toEqual([]);
        bodies.push(answered.body);
      }
    }
    const text = JSON.stringify(bodies);
    for (const word of ['PENDING', 'STARTED', 'IN_PROGRESS', 'COMPLETED', 'LAUNCHED', 'SUCCEEDED', 'FAILED', 'no SSM', 'lastLaunch', 'TERMINATE_RECOVERY_INSTANCES']) expect(text).toContain(word);
    for (const state of ['RUNNING', 'STOPPED', 'PENDING', 'SHUTTING-DOWN', 'TERMINATED']) expect(text).toContain(`"ec2InstanceState":"${state}"`);
  });

  it('is tried for each operation there is', () => {
    expect(Object.keys(drsCalls).sort()).toEqual([...operations.drs.keys()].sort());
  });
});
