import { AwsFault } from './awsFault.js';
import type { DrsEmulator, Job, JobServer, RecoveryInstance } from './drsEmulator.js';
import { endOf, failsIn, launchedAt, settledAt } from './timing/course.js';
import type { WorldServer } from './world.js';

type Body = Readonly<Record<string, unknown>>;
type Operation = (emulator: DrsEmulator, body: Body) => object;

const arn = (emulator: DrsEmulator, kind: string, id: string): string => `arn:aws:drs:${emulator.world.Region ?? 'us-east-1'}:${emulator.recoveryAccount}:${kind}/${id}`;
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const filters = (body: Body): Record<string, unknown> => (typeof body['filters'] === 'object' && body['filters'] !== null ? (body['filters'] as Record<string, unknown>) : {});
const list = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', 400, message);
}

/** DRS takes dates that end in Z only. */
function dateOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !value.endsWith('Z') || Number.isNaN(Date.parse(value))) throw invalid('fromDate and toDate must be ISO 8601 dates that end in Z');
  return Date.parse(value);
}

function page<T>(items: readonly T[], body: Body, render: (item: T) => object, most = 200): object {
  const { nextToken } = body;
  const start = typeof nextToken === 'string' ? Number(Buffer.from(nextToken, 'base64').toString()) : 0;
  if (!Number.isInteger(start)) throw invalid('nextToken is not valid');
  const size = Math.min(typeof body['maxResults'] === 'number' ? body['maxResults'] : most, most);
  const next = start + size;
  return { items: items.slice(start, next).map(render), ...(next < items.length ? { nextToken: Buffer.from(String(next)).toString('base64') } : {}) };
}

function renderJob(emulator: DrsEmulator, job: Job): object {
  const status = emulator.status(job);
  return {
    jobID: job.id,
    arn: arn(emulator, 'job', job.id),
    type: job.type,
    initiatedBy: job.type === 'TERMINATE' ? 'TERMINATE_RECOVERY_INSTANCES' : job.isDrill ? 'START_DRILL' : 'START_RECOVERY',
    creationDateTime: iso(job.createdAt),
    ...(status === 'COMPLETED' ? { endDateTime: iso(emulator.endOf(job)) } : {}),
    status,
    participatingServers: job.servers.map((server) => renderParticipant(emulator, job, server)),
    tags: job.tags,
  };
}

function renderParticipant(emulator: DrsEmulator, job: Job, server: JobServer): object {
  const now = emulator.clock.now();
  const launched = launchedAt(server.course) <= now;
  const hasActions = server.course.ends.some((end) => end.phase === 'LAUNCH_ACTIONS');
  return {
    sourceServerID: server.id,
    launchStatus: emulator.launchStatus(server),
    ...(launched || job.type === 'TERMINATE' ? { recoveryInstanceID: server.instanceId } : {}),
    ...(launched && hasActions ? { launchActionsStatus: { runs: [{ action: { name: 'AWS default', type: 'SSM_AUTOMATION' }, runId: `run-${server.instanceId}`, status: actionStatus(emulator, server) }] } } : {}),
  };
}

function actionStatus(emulator: DrsEmulator, server: JobServer): string {
  if (endOf(server.course, 'LAUNCH_ACTIONS') > emulator.clock.now()) return 'IN_PROGRESS';
  return failsIn(server.course, 'LAUNCH_ACTIONS') ? 'FAILED' : 'SUCCEEDED';
}

function renderServer(emulator: DrsEmulator, server: WorldServer): object {
  const hostName = server.HostName ?? `host-${server.SourceServerId.slice(-6)}`;
  const instance = emulator.recoveryInstances().find((candidate) => candidate.server === server.SourceServerId);
  return {
    sourceServerID: server.SourceServerId,
    arn: arn(emulator, 'source-server', server.SourceServerId),
    tags: server.Tags ?? {},
    ...(instance === undefined ? {} : { recoveryInstanceId: instance.id }),
    lastLaunchResult: 'NOT_STARTED',
    dataReplicationInfo: { dataReplicationState: server.ReplicationState ?? 'CONTINUOUS', lagDuration: `PT${server.LagSeconds ?? 0}S` },
    sourceProperties: { identificationHints: { hostname: hostName } },
  };
}

function renderInstance(emulator: DrsEmulator, instance: RecoveryInstance): object {
  return {
    recoveryInstanceID: instance.id,
    arn: arn(emulator, 'recovery-instance', instance.id),
    sourceServerID: instance.server,
    ec2InstanceID: instance.id,
    ec2InstanceState: instance.termination === undefined ? 'RUNNING' : 'SHUTTING-DOWN',
    ...(instance.jobId === undefined ? {} : { jobID: instance.jobId }),
    isDrill: instance.isDrill,
  };
}

function logOf(emulator: DrsEmulator, job: Job): readonly object[] {
  const now = emulator.clock.now();
  const events: { readonly at: number; readonly event: string; readonly data?: object }[] = [{ at: job.startsAt, event: 'JOB_START' }];
  const phases = [['SNAPSHOT', 'SNAPSHOT_START', 'SNAPSHOT_END', 'SNAPSHOT_FAIL'], ['CONVERSION', 'CONVERSION_START', 'CONVERSION_END', 'CONVERSION_FAIL'], ['LAUNCH', 'LAUNCH_START', 'LAUNCH_END', 'LAUNCH_FAILED']] as const;
  for (const server of job.type === 'LAUNCH' && job.endsAt === undefined ? job.servers : []) {
    let begins = job.startsAt;
    for (const [phase, start, end, failed] of phases) {
      if (phase === 'CONVERSION') begins = endOf(server.course, 'QUEUE');
      const ends = endOf(server.course, phase);
      if (begins === Infinity) break;
      events.push({ at: begins, event: start, data: { sourceServerID: server.id } });
      const fails = failsIn(server.course, phase) && server.course.fault?.kind === 'FAIL';
      events.push({ at: ends, event: fails ? failed : end, data: { sourceServerID: server.id, ...(fails ? { rawError: server.course.fault?.rawError } : {}), ...(phase === 'LAUNCH' && !fails ? { targetInstanceID: server.instanceId } : {}) } });
      if (failsIn(server.course, phase)) {
        if (!fails) events.pop();
        if (server.course.fault?.kind === 'NEVER_LAUNCHED') events.push({ at: settledAt(server.course), event: 'SERVER_SKIPPED', data: { sourceServerID: server.id, rawError: server.course.fault.rawError } });
        break;
      }
      begins = ends;
    }
  }
  events.push({ at: emulator.endOf(job), event: 'JOB_END' });
  return events.filter((event) => event.at <= now).sort((a, b) => a.at - b.at).map((event) => ({ logDateTime: iso(event.at), event: event.event, eventData: event.data ?? {} }));
}

/** DRS's operations by name. One that is not here is refused by name. */
export const drsOperations: Readonly<Record<string, Operation>> = {
  DescribeSourceServers(emulator, body) {
    const ids = list(filters(body)['sourceServerIDs']);
    if (ids !== undefined && ids.length > 200) throw invalid('sourceServerIDs: at most 200');
    return page(emulator.servers().filter((server) => ids === undefined || ids.length === 0 || ids.includes(server.SourceServerId)), body, (server) => renderServer(emulator, server));
  },
  StartRecovery(emulator, body) {
    const servers = body['sourceServers'];
    if (!Array.isArray(servers) || servers.length === 0 || servers.length > 200) throw invalid('sourceServers: 1 to 200 are needed');
    const ids = servers.map((server: unknown) => {
      const { sourceServerID, recoverySnapshotID } = (server ?? {}) as Record<string, unknown>;
      if (typeof sourceServerID !== 'string' || !/^s-[0-9a-zA-Z]{17}$/.test(sourceServerID)) throw invalid('sourceServers: sourceServerID is needed, s- and 17 characters');
      if (recoverySnapshotID !== undefined && !(typeof recoverySnapshotID === 'string' && /^pit-[0-9a-zA-Z]{17}$/.test(recoverySnapshotID))) throw invalid('recoverySnapshotID must be pit- and 17 characters');
      return sourceServerID;
    });
    return { job: renderJob(emulator, emulator.startLaunch(ids, body['isDrill'] === true, (body['tags'] ?? {}) as Record<string, string>)) };
  },
  DescribeJobs(emulator, body) {
    const { jobIDs, fromDate, toDate } = filters(body);
    const ids = list(jobIDs);
    if (ids !== undefined && ids.length > 1000) throw invalid('jobIDs: at most 1000');
    const from = dateOf(fromDate) ?? -Infinity;
    const to = dateOf(toDate) ?? Infinity;
    const jobs = emulator.jobs().filter((job) => (ids === undefined || ids.length === 0 || ids.includes(job.id)) && job.createdAt >= from && job.createdAt <= to);
    return page(jobs, body, (job) => renderJob(emulator, job));
  },
  DescribeJobLogItems(emulator, body) {
    const job = emulator.jobs().find((candidate) => candidate.id === body['jobID']);
    if (job === undefined) throw new AwsFault('ResourceNotFoundException', 404, 'There is no such job.');
    return page(logOf(emulator, job), body, (event) => event);
  },
  DescribeRecoveryInstances(emulator, body) {
    const ids = list(filters(body)['recoveryInstanceIDs']);
    const servers = list(filters(body)['sourceServerIDs']);
    const found = emulator.recoveryInstances().filter((instance) => (ids === undefined || ids.length === 0 || ids.includes(instance.id)) && (servers === undefined || servers.length === 0 || servers.includes(instance.server)));
    return page(found, body, (instance) => renderInstance(emulator, instance));
  },
  TerminateRecoveryInstances(emulator, body) {
    const ids = list(body['recoveryInstanceIDs']);
    if (ids === undefined || ids.length === 0 || ids.length > 200) throw invalid('recoveryInstanceIDs: 1 to 200 are needed');
    return { job: renderJob(emulator, emulator.startTermination(ids)) };
  },
};
