import { RetryableError } from '../errors.js';
import { inTheAir } from '../ending/drain.js';
import type { ExecutionHeader, ServerRecord, WaveRecord } from '../execution/records.js';
import { recoveryTarget } from '../execution/recoveryTarget.js';
import { awaitsHealth } from '../health/judgeHealth.js';
import { lookAtInstances, type Look } from '../health/lookAtInstances.js';
import { askDrs, type DrsAnswers } from '../poll/askDrs.js';
import { mergeWave } from '../poll/mergeWave.js';
import { unixSeconds } from '../ports/clock.js';
import type { Drs, DrsJob } from '../ports/drs.js';
import type { Ports } from '../ports/index.js';

/** What DRS and EC2 say about the servers of ended waves. */
export interface Truth {
  readonly answers: DrsAnswers;
  /** By server, of those launched servers whose health nobody has confirmed. */
  readonly looks: ReadonlyMap<string, Look>;
  /** When it was asked for, in Unix seconds. */
  readonly at: number;
}

/**
 * Asks DRS what became of the jobs of waves, and EC2 once about what they launched. Nothing is guessed: a question that
 * is not answered ends it.
 * @throws ServiceError; RetryableError `DrsSilent` where a question about single servers had no answer.
 */
export async function askTruth(context: Pick<Ports, 'clock' | 'accounts' | 'logger'>, header: ExecutionHeader, waves: readonly WaveRecord[]): Promise<Truth> {
  const target = recoveryTarget(header);
  const drs = context.accounts.drs(target);
  const { jobIds } = inTheAir(header, waves);
  const told = await askDrs(context, drs, waves, jobIds);
  if (told.undecided.size > 0) throw new RetryableError('DrsSilent', `DRS did not tell what became of ${[...told.undecided].slice(0, 5).join(', ')}. Nothing was changed; try again shortly.`);
  const answers = await withForgottenJobs(drs, waves, jobIds, told);
  const at = unixSeconds(context.clock);
  const unchecked = waves.filter((wave) => wave.HealthCheck.Enabled).flatMap((wave) => mergeWave(wave, answers, header, at).Servers.filter(awaitsHealth));
  const looks = unchecked.length === 0 ? new Map<string, Look>() : await lookAtInstances(drs, context.accounts.instances(target), unchecked, (ask) => ask());
  return { answers, looks, at };
}

/**
 * The answers with those about jobs that DRS no longer knows. Such a job is over; whether it launched a server, the
 * server's recovery instance tells.
 */
async function withForgottenJobs(drs: Drs, waves: readonly WaveRecord[], jobIds: readonly string[], told: DrsAnswers): Promise<DrsAnswers> {
  const forgotten = new Set(jobIds.filter((id) => !told.jobs.has(id)));
  if (forgotten.size === 0) return told;
  const servers = waves.flatMap((wave) => wave.Servers).filter((server) => forgotten.has(server.RecoveryJobId ?? ''));
  const instances = await drs.describeRecoveryInstances(servers.map((server) => server.SourceServerId));
  const instanceOf = (server: ServerRecord): string | null =>
    instances.find((instance) => instance.sourceServerId === server.SourceServerId && instance.jobId === server.RecoveryJobId)?.recoveryInstanceId ?? null;
  const jobs = [...forgotten].map((jobId): readonly [string, DrsJob] => [jobId, forgottenJob(jobId, servers.filter((server) => server.RecoveryJobId === jobId))]);
  return {
    ...told,
    jobs: new Map([...told.jobs, ...jobs]),
    instances: new Map([...told.instances, ...servers.map((server) => [server.SourceServerId, instanceOf(server)] as const)]),
    rawErrors: new Map([...told.rawErrors, ...servers.map((server) => [server.SourceServerId, `DRS no longer knows job ${server.RecoveryJobId}, and no recovery instance of it.`] as const)]),
  };
}

/** Launch actions that were seen running, and of whose end nobody can tell any more, do not count as done. */
function forgottenJob(jobId: string, servers: readonly ServerRecord[]): DrsJob {
  const lost = [{ status: 'FAILED', failureReason: 'DRS no longer knows its job' }];
  return {
    jobId,
    type: 'LAUNCH',
    status: 'COMPLETED',
    servers: servers.map((server) => ({ sourceServerId: server.SourceServerId, ...(server.PostLaunchActionsStatus === 'IN_PROGRESS' ? { launchActionRuns: lost } : {}) })),
    tags: {},
  };
}
