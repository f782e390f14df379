import { DescribeJobLogItemsCommand, DescribeJobsCommand, DescribeRecoveryInstancesCommand, TerminateRecoveryInstancesCommand, type ParticipatingServer } from '@aws-sdk/client-drs';
import { DescribeInstanceStatusCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, refusalOf, worldOf, type Emulated } from '../../../test/drs-emulator/emulated.js';
import { serverId, serverIds } from '../../plans/serverIds.js';
import type { ServerFault } from '../world.js';

// The job's other server is healthy, and shows that a fault is one server's own.
const spoilt = serverId(1);

afterEach(endEmulated);

interface Spoilt extends Emulated {
  readonly job: () => Promise<{ readonly status: string | undefined; readonly servers: readonly ParticipatingServer[] }>;
  readonly events: () => Promise<readonly { readonly event: string | undefined; readonly rawError: string | undefined }[]>;
  readonly instanceId: string;
  readonly ec2State: () => Promise<string | undefined>;
}

/** A recovery of two servers, the first of which goes wrong; times are those of `roundProfile`. */
async function given(Phase: ServerFault['Phase'], Fault: ServerFault['Fault'], more: Partial<ServerFault> = {}): Promise<Spoilt> {
  const run = await emulated(worldOf(2, { Faults: [{ Server: spoilt, Phase, Fault, ...more }], Ec2: { PendingSeconds: 10 } }));
  const { id: jobID, servers } = run.emulator.startLaunch(serverIds(2), false, {});
  const instanceId = servers[0]?.instanceId ?? '';
  return {
    ...run,
    instanceId,
    job: async () => {
      const [job] = (await run.drs.send(new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }))).items ?? [];
      return { status: job?.status, servers: job?.participatingServers ?? [] };
    },
    events: async () => ((await run.drs.send(new DescribeJobLogItemsCommand({ jobID }))).items ?? []).filter((item) => item.eventData?.sourceServerID === spoilt).map((item) => ({ event: item.event, rawError: item.eventData?.rawError })),
    ec2State: async () => (await run.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [instanceId], IncludeAllInstances: true }))).InstanceStatuses?.[0]?.InstanceState?.Name,
  };
}

const phases = [['SNAPSHOT', 'SNAPSHOT_FAIL'], ['CONVERSION', 'CONVERSION_FAIL'], ['LAUNCH', 'LAUNCH_FAILED']] as const;

describe('a server whose launch goes wrong', () => {
  it.each(phases)('FAIL in %s: it is FAILED without an instance, its rawError in the log; the job completes with the other', async (phase, event) => {
    const { clock, job, events, drs } = await given(phase, 'FAIL', { RawError: 'no capacity' });
    await clock.advance(300_000);
    const { status, servers } = await job();
    expect(status).toBe('COMPLETED');
    expect(servers).toMatchObject([{ launchStatus: 'FAILED' }, { launchStatus: 'LAUNCHED' }]);
    expect(servers[0]).not.toHaveProperty('recoveryInstanceID');
    expect((await events()).at(-1)).toEqual({ event, rawError: 'no capacity' });
    expect((await drs.send(new DescribeRecoveryInstancesCommand({}))).items).toHaveLength(1);
  });

  it.each(phases)('STALL in %s: the job never ends', async (phase) => {
    const { clock, job, events } = await given(phase, 'STALL');
    await clock.advance(86_400_000);
    const { status, servers } = await job();
    expect(status).toBe('STARTED');
    expect(servers.map((server) => server.launchStatus)).toEqual([phase === 'LAUNCH' ? 'IN_PROGRESS' : 'PENDING', 'LAUNCHED']);
    expect((await events()).at(-1)?.event).toBe(`${phase}_START`);
  });

  it.each(phases)('NEVER_LAUNCHED in %s: the job completes, the server is neither launched nor failed', async (phase) => {
    const { clock, job, events } = await given(phase, 'NEVER_LAUNCHED');
    await clock.advance(300_000);
    const { status, servers } = await job();
    expect(status).toBe('COMPLETED');
    expect(servers.map((server) => server.launchStatus)).toEqual([phase === 'LAUNCH' ? 'IN_PROGRESS' : 'PENDING', 'LAUNCHED']);
    expect(servers[0]).not.toHaveProperty('recoveryInstanceID');
    expect((await events()).at(-1)?.event).toBe('SERVER_SKIPPED');
  });

  it.each([['FAIL', 'FAILED'], ['STALL', 'IN_PROGRESS'], ['NEVER_LAUNCHED', 'FAILED']] as const)('%s in LAUNCH_ACTIONS: it is launched, its actions are %s', async (fault, status) => {
    const { clock, job } = await given('LAUNCH_ACTIONS', fault);
    await clock.advance(360_000);
    const { servers } = await job();
    expect(servers.map((server) => [server.launchStatus, server.launchActionsStatus?.runs?.map((run) => run.status)])).toEqual([['LAUNCHED', [status]], ['LAUNCHED', ['SUCCEEDED']]]);
  });

  it.each([['FAIL', 'stopped'], ['STALL', 'pending'], ['NEVER_LAUNCHED', 'terminated']] as const)('%s in BOOT: DRS says LAUNCHED, EC2 says pending, then %s', async (fault, state) => {
    const { clock, job, ec2State } = await given('BOOT', fault);
    await clock.advance(305_000);
    expect(await ec2State()).toBe('pending');
    await clock.advance(3_600_000);
    expect(await ec2State()).toBe(state);
    expect((await job()).servers.map((server) => server.launchStatus)).toEqual(['LAUNCHED', 'LAUNCHED']);
  });
});

describe('an instance whose termination goes wrong', () => {
  async function terminated(fault: ServerFault['Fault']): Promise<Spoilt & { readonly terminate: () => Promise<unknown>; readonly terminations: () => Promise<unknown[]> }> {
    const run = await given('TERMINATION', fault);
    await run.clock.advance(320_000);
    const terminate = (): Promise<unknown> => run.drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [run.instanceId] }));
    await terminate();
    const terminations = async (): Promise<unknown[]> => ((await run.drs.send(new DescribeJobsCommand({}))).items ?? []).filter((job) => job.type === 'TERMINATE').map((job) => [job.status, job.participatingServers?.[0]?.launchStatus]);
    return { ...run, terminate, terminations };
  }

  it('STALL: its job never ends, it shuts down for ever, and cannot be terminated again', async () => {
    const { clock, ec2State, terminate, terminations } = await terminated('STALL');
    await clock.advance(86_400_000);
    expect(await terminations()).toEqual([['STARTED', 'PENDING']]);
    expect(await ec2State()).toBe('shutting-down');
    expect(await refusalOf(terminate())).toMatchObject({ name: 'ConflictException' });
  });

  it.each([['FAIL', 'FAILED'], ['NEVER_LAUNCHED', 'PENDING']] as const)('%s: its job completes, it runs on, and may be terminated again', async (fault, status) => {
    const { clock, ec2State, terminate, terminations, emulator } = await terminated(fault);
    await clock.advance(60_000);
    expect(await terminations()).toEqual([['COMPLETED', status]]);
    expect(await ec2State()).toBe('running');
    emulator.clearFaults();
    await terminate();
    await clock.advance(60_000);
    expect(await ec2State()).toBe('terminated');
  });
});

describe('several faults of a server', () => {
  it('strike at the phase that comes first, whatever their order', async () => {
    const { clock, job, emulator } = await given('LAUNCH', 'STALL');
    emulator.addFault({ Server: serverId(2), Phase: 'LAUNCH', Fault: 'STALL' });
    await clock.advance(400_000);
    expect((await job()).servers.map((server) => server.launchStatus)).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
    const other = await emulated(worldOf(1, { Faults: [{ Server: spoilt, Phase: 'LAUNCH', Fault: 'STALL' }, { Server: spoilt, Phase: 'SNAPSHOT', Fault: 'FAIL' }] }));
    const [server] = other.emulator.startLaunch([spoilt], true, {}).servers;
    await other.clock.advance(101_000);
    expect(server && other.emulator.launchStatus(server)).toBe('FAILED');
  });
});
