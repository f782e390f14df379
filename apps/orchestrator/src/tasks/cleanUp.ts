import {
  addedSince,
  cleanUpWaitSeconds,
  cleanUpWaits,
  closeIfDone,
  enter,
  instancesNotGone,
  isLive,
  listedRemaining,
  recoveryTarget,
  ServiceError,
  shortened,
  unixSeconds,
  type CleanUp,
  type Drs,
  type DrsRecoveryInstance,
  type ExecutionHeader,
  type Instances,
  type InstanceState,
  type ServerRecord,
  type WaveRecord,
} from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** DONE: nothing is left to do, or to try. WAIT: look again. */
export type CleanUpAnswer = { readonly Answer: 'DONE' } | { readonly Answer: 'WAIT'; readonly WaitSeconds: number };

/** The most instances that one TerminateRecoveryInstances call takes; its job holds to the account's quota of servers besides. */
const mostInstances = 200;
const gone: ReadonlySet<InstanceState> = new Set<InstanceState>(['terminated', 'unknown']);

/**
 * Terminates what a drill launched, and nothing else: instances with `isDrill` and a job of this record (design
 * section 6). Called again every 30 s until all are gone, 20 minutes at most; then the record names what is left.
 */
export async function cleanUp(context: OrchestratorContext, executionId: string): Promise<CleanUpAnswer> {
  const header = await context.executions.changeHeader(executionId, (current) => begun(current, unixSeconds(context.clock)));
  if (header.CleanUp?.Status !== 'IN_PROGRESS') return { Answer: 'DONE' };
  const { waves } = await context.executions.load(executionId);
  const target = recoveryTarget(header);
  const attempt = await terminate(context, context.accounts.drs(target), waves);
  const absent = instancesNotGone(waves).filter((id) => !attempt.remaining.has(id));
  const confirmed = attempt.problem === undefined ? await confirm(context, executionId, context.accounts.instances(target), absent) : { gone: [], problem: attempt.problem };
  const terminated = new Set(confirmed.gone);
  const after = await recordTerminated(context, waves, terminated);
  const terminatedCount = after.reduce((sum, wave) => sum + wave.Servers.filter((server) => server.TerminatedTime !== undefined).length, 0);
  const remaining = [...new Set([...attempt.remaining, ...absent.filter((id) => !terminated.has(id))])];
  return record(context, executionId, header.CleanUp, terminatedCount, remaining, confirmed.problem ?? unseenProblem(attempt.unseen));
}

function unseenProblem(servers: readonly string[]): string | undefined {
  if (servers.length === 0) return undefined;
  return `DRS launched ${servers.join(', ')} and lists no instance of ${servers.length === 1 ? 'it' : 'them'}; look in EC2 whether one runs.`;
}

/** DRS forgets a terminated instance at once; only EC2 can tell that it is really gone. */
async function confirm(context: OrchestratorContext, executionId: string, instances: Instances, absent: readonly string[]): Promise<{ readonly gone: readonly string[]; readonly problem?: string }> {
  if (absent.length === 0) return { gone: [] };
  try {
    const states = await instances.describeStates(absent);
    return { gone: absent.filter((id) => gone.has(states.get(id) ?? 'unknown')) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('EC2 could not confirm the clean-up: it is asked again', { ExecutionId: executionId, reason: error.message });
    return { gone: [], problem: error.message };
  }
}

function begun(header: ExecutionHeader, now: number): ExecutionHeader {
  if (header.CleanUp?.Status !== 'PENDING') return header;
  return { ...header, CleanUp: { ...header.CleanUp, Status: 'IN_PROGRESS', StartedAt: now } };
}

/** What a look at DRS came to. */
interface Attempt {
  readonly remaining: ReadonlySet<string>;
  /** Servers whose launched instance nobody can name. */
  readonly unseen: readonly string[];
  readonly problem?: string;
}

/** Asks DRS to terminate what is left of this record's drill; what is under way already is left alone. */
async function terminate(context: OrchestratorContext, drs: Drs, waves: readonly WaveRecord[]): Promise<Attempt> {
  const jobs = new Set(waves.flatMap((wave) => Object.values(wave.Calls).flatMap((call) => call.JobId ?? [])));
  try {
    const servers = waves.flatMap((wave) => wave.Servers.filter((server) => server.RecoveryJobId !== undefined).map((server) => server.SourceServerId));
    const launched = (await drs.describeRecoveryInstances(servers)).filter((instance) => instance.isDrill && instance.jobId !== undefined && jobs.has(instance.jobId));
    const ours = launched.filter(isLive);
    const alive = ours.filter((instance) => !isEnding(instance)).map((instance) => instance.recoveryInstanceId);
    await nameInstances(context, waves, ours);
    const unseen = launchedUnseen(waves, launched);
    const batchSize = Math.min(mostInstances, context.quotas.serversPerJob);
    for (let start = 0; start < alive.length; start += batchSize) await terminateBatch(context, drs, alive.slice(start, start + batchSize));
    return { remaining: new Set(ours.map((instance) => instance.ec2InstanceId)), unseen };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('clean-up has to try again', { ExecutionId: waves[0]?.ExecutionId, reason: error.message });
    return { remaining: new Set(instancesNotGone(waves)), unseen: [], problem: error.message };
  }
}

/** Servers that DRS launched without ever naming their instance, and of which it lists none: it may run all the same. */
function launchedUnseen(waves: readonly WaveRecord[], instances: readonly DrsRecoveryInstance[]): readonly string[] {
  const listed = new Set(instances.map((instance) => instance.sourceServerId));
  const isUnseen = (server: ServerRecord): boolean => server.LaunchedTime !== undefined && server.InstanceId === undefined && !listed.has(server.SourceServerId);
  return waves.flatMap((wave) => wave.Servers.filter(isUnseen).map((server) => server.SourceServerId));
}

/** A Conflict says that DRS is terminating them already, or that a job still holds them: the next look tells. */
async function terminateBatch(context: OrchestratorContext, drs: Drs, instanceIds: readonly string[]): Promise<void> {
  try {
    await drs.terminateRecoveryInstances(instanceIds);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'CONFLICT') throw error;
    context.logger.info('DRS has a job on these instances already', { instanceIds, reason: error.message });
  }
}

/** Records instances that no poll has named, so that EC2 can be asked about them once DRS has forgotten them. */
async function nameInstances(context: OrchestratorContext, waves: readonly WaveRecord[], instances: readonly DrsRecoveryInstance[]): Promise<void> {
  const byServer = new Map(instances.map((instance) => [instance.sourceServerId, instance.ec2InstanceId]));
  for (const wave of waves) {
    const unnamed = (server: ServerRecord): boolean => server.InstanceId === undefined && byServer.has(server.SourceServerId);
    if (!wave.Servers.some(unnamed)) continue;
    await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => ({
      ...current,
      Servers: current.Servers.map((server) => {
        const instanceId = byServer.get(server.SourceServerId);
        return unnamed(server) && instanceId !== undefined ? { ...server, InstanceId: instanceId } : server;
      }),
    }));
  }
}

function isEnding(instance: DrsRecoveryInstance): boolean {
  return instance.ec2InstanceState === 'SHUTTING-DOWN';
}

async function recordTerminated(context: OrchestratorContext, waves: readonly WaveRecord[], terminated: ReadonlySet<string>): Promise<readonly WaveRecord[]> {
  const now = unixSeconds(context.clock);
  const marked = (server: ServerRecord): ServerRecord =>
    server.InstanceId !== undefined && terminated.has(server.InstanceId) && server.TerminatedTime === undefined ? { ...enter(server, 'TERMINATED', now), TerminatedTime: now } : server;
  return Promise.all(
    waves.map(async (wave) =>
      wave.Servers.every((server) => marked(server) === server)
        ? wave
        : context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => ({ ...current, Servers: current.Servers.map(marked) })),
    ),
  );
}

/** @param before the clean-up when this look began: what a reconciliation found since, the next look sees to. */
async function record(context: OrchestratorContext, executionId: string, before: CleanUp, terminated: number, seen: readonly string[], problem: string | undefined): Promise<CleanUpAnswer> {
  const header = await context.executions.changeHeader(executionId, (current) => {
    if (current.CleanUp?.Status !== 'IN_PROGRESS' || current.CleanUp.Run !== before.Run) return current;
    const remaining = [...new Set([...seen, ...addedSince(before, current.CleanUp)])];
    const now = unixSeconds(context.clock);
    const over = now >= (current.CleanUp.StartedAt ?? now) + cleanUpWaits * cleanUpWaitSeconds;
    const { Error: _error, ...rest } = current.CleanUp;
    const CleanUp: CleanUp = {
      ...rest,
      TerminatedCount: terminated,
      Remaining: listedRemaining(remaining),
      ...(problem === undefined ? {} : { Error: shortened(problem) }),
    };
    if (remaining.length === 0 && problem === undefined) return { ...current, CleanUp: { ...CleanUp, Status: 'COMPLETED', EndedAt: now } };
    if (!over) return { ...current, CleanUp };
    const left = `${whatIsLeft(remaining.length)}; run \`drsctl executions cleanup ${executionId}\`.`;
    return { ...current, CleanUp: { ...CleanUp, Status: 'FAILED', EndedAt: now, Error: shortened(problem === undefined ? left : `${left} ${problem}`) } };
  });
  await closeIfDone(context, executionId);
  const going = header.CleanUp?.Status === 'IN_PROGRESS' || header.CleanUp?.Status === 'PENDING';
  return going ? { Answer: 'WAIT', WaitSeconds: cleanUpWaitSeconds } : { Answer: 'DONE' };
}

function whatIsLeft(instances: number): string {
  const minutes = (cleanUpWaits * cleanUpWaitSeconds) / 60;
  if (instances === 0) return `After ${minutes} minutes it is not certain that all instances of the drill are gone`;
  return `${instances === 1 ? '1 instance' : `${instances} instances`} of the drill could not be terminated in ${minutes} minutes`;
}
