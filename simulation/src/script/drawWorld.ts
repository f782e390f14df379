import type { ValidPlan } from '@drs-orchestration/core';
import type { CallFault, ScheduleFault, ServerFault, TimingProfile, World, WorldFault, WorldServer } from '@drs-orchestration/testkit';
import * as fc from 'fast-check';
import { targetOf } from './crossAccount.js';

/** A quick DRS: most plans' timeouts let it finish. */
const quick: TimingProfile = { JobPending: 60, JobStarted: 20, Launching: 120, LaunchActions: 60, SpreadPercent: 15 };

/** Weighted, each weight with what it gives. */
const weighted = <T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> => fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Mostly none, sometimes up to `most`. */
const few = <T>(of: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> => weighted([2, fc.constant<T[]>([])], [3, fc.array(of, { minLength: 1, maxLength: most })]);

/** A stretch of seconds within the first two hours. */
const stretch: fc.Arbitrary<{ readonly FromSecond: number; readonly ToSecond: number }> = fc
  .tuple(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 5, max: 900 }))
  .map(([FromSecond, lasts]) => ({ FromSecond, ToSecond: FromSecond + lasts }));

const operations = fc.constantFrom('*', 'DescribeSourceServers', 'StartRecovery', 'DescribeJobs', 'DescribeJobLogItems', 'DescribeRecoveryInstances', 'TerminateRecoveryInstances');
const faultKinds = fc.constantFrom<CallFault['Fault'][]>('THROTTLE', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT', 'LOSE_ANSWER', 'DROP_FIELDS');

const callFault: fc.Arbitrary<CallFault> = weighted<CallFault>(
  [3, fc.tuple(operations, faultKinds, stretch).map(([Operation, Fault, window]) => ({ Service: 'drs', Operation, Fault, ...window }))],
  [3, fc.integer({ min: 1, max: 2 }).map((Attempt) => ({ Service: 'drs', Operation: 'StartRecovery', Fault: 'LOSE_ANSWER', Attempt }))],
  [3, fc.tuple(fc.constantFrom('StartRecovery', 'TerminateRecoveryInstances', 'DescribeJobs'), faultKinds, fc.integer({ min: 1, max: 4 })).map(([Operation, Fault, Attempt]) => ({ Service: 'drs', Operation, Fault, Attempt }))],
  [1, fc.tuple(fc.constantFrom('CONFLICT' as const, 'QUOTA' as const), fc.integer({ min: 1, max: 3 })).map(([Fault, Attempt]) => ({ Service: 'drs', Operation: 'StartRecovery', Fault, Attempt }))],
  [1, fc.tuple(fc.constantFrom('ec2' as const, 'sts' as const, 'sns' as const), fc.constantFrom<CallFault['Fault'][]>('THROTTLE', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT'), stretch).map(([Service, Fault, window]) => ({ Service, Operation: '*', Fault, ...window }))],
);

const outage: fc.Arbitrary<ScheduleFault> = stretch.map((window) => ({ Schedule: 'finder', Fault: 'OFF', ...window }));

const phases = fc.constantFrom<ServerFault['Phase'][]>('SNAPSHOT', 'CONVERSION', 'LAUNCH', 'LAUNCH_ACTIONS', 'BOOT', 'TERMINATION');
/** Servers are drawn by number, counted round, so that a plan can be made smaller without drawing its world anew. */
const anyServer = fc.nat({ max: 39 });
type Numbered<T> = (servers: readonly string[]) => T;
const numbered = (servers: readonly string[], nth: number): string => servers[nth % servers.length] ?? '';
const serverFault: fc.Arbitrary<Numbered<ServerFault>> =
  fc.tuple(anyServer, phases, fc.constantFrom<ServerFault['Fault'][]>('FAIL', 'STALL', 'NEVER_LAUNCHED')).map(([nth, Phase, Fault]) => (servers) => ({ Server: numbered(servers, nth), Phase, Fault, RawError: 'scripted failure' }));

const oddServer: fc.Arbitrary<Omit<WorldServer, 'SourceServerId'>> = fc.constantFrom<Omit<WorldServer, 'SourceServerId'>>(
  { Exists: false }, { ReplicationState: 'STALLED' }, { ReplicationState: 'INITIAL_SYNC' }, { RecoveryInstance: { IsDrill: true } }, { RecoveryInstance: { IsDrill: false } }, { RecoveryInstance: { IsDrill: false } },
);

/** A plan's servers, wherever it lists them. */
export function serversOf({ plan, groups }: ValidPlan): readonly string[] {
  return plan.Waves.flatMap((wave) => wave.ServerIds ?? groups.find((group) => group.GroupId === wave.ProtectionGroupId)?.ServerIds ?? []);
}

/** A world, once it is known for which plan. */
export type WorldDraw = (planned: ValidPlan, seed: number) => World;

/** Worlds for any plan: its servers, mostly healthy, and what goes wrong in DRS, EC2, STS, SNS and the schedule. */
export const anyWorld: fc.Arbitrary<WorldDraw> = fc
  .record({
    Profile: weighted<NonNullable<World['Profile']>>([5, fc.constant(quick)], [1, fc.constant('measured' as const)], [1, fc.constant('recorded' as const)]),
    Quotas: weighted<NonNullable<World['Quotas']>>([4, fc.constant({})], [1, fc.record({ ConcurrentJobs: fc.integer({ min: 6, max: 20 }), ServersPerJob: fc.integer({ min: 1, max: 100 }) })]),
    // Strangers come and go: together they take up to all slots that there are.
    OtherJobs: few(fc.record({ Count: fc.integer({ min: 1, max: 16 }), EndsAfterSeconds: fc.integer({ min: 10, max: 4000 }) }), 2),
    Ec2: weighted<NonNullable<World['Ec2']>>([2, fc.constant({})], [1, fc.record({ UnknownSeconds: fc.integer({ min: 0, max: 40 }), PendingSeconds: fc.integer({ min: 0, max: 700 }) })]),
    callFaults: few(callFault, 4),
    serverFaults: few(serverFault, 3),
    outages: weighted([4, fc.constant<ScheduleFault[]>([])], [1, outage.map((one) => [one])]),
    odd: weighted([8, fc.constant<(readonly [number, Omit<WorldServer, 'SourceServerId'>])[]>([])], [1, fc.array(fc.tuple(anyServer, oddServer), { minLength: 1, maxLength: 2 })]),
  })
  .map(({ callFaults, serverFaults, outages, odd, ...world }) => (planned, seed): World => {
    const servers = serversOf(planned);
    const oddities = new Map(odd.map(([nth, oddity]) => [numbered(servers, nth), oddity]));
    const Faults: readonly WorldFault[] = [...callFaults, ...serverFaults.map((fault) => fault(servers)), ...outages];
    return { ...world, Faults, ...targetOf(planned.plan), Seed: seed, Region: planned.plan.Region, Servers: servers.map((SourceServerId) => ({ SourceServerId, ...oddities.get(SourceServerId) })) };
  });
