import { jobHasEnded, jobVerdict, ServiceError, type Drs, type DrsJob, type DrsParticipatingServer, type ServerRecord, type WaveRecord } from '@drs-orchestration/core';
import type { PollerContext } from './context.js';

/** What DRS says about the servers of a wave: job by id, instances by server, errors by server. */
export interface DrsAnswers {
  readonly jobs: ReadonlyMap<string, DrsJob>;
  /** For servers whose job is over without saying that it launched them: their instance of that job, or null. */
  readonly instances: ReadonlyMap<string, string | null>;
  /** The job log's rawError of servers that failed. */
  readonly rawErrors: ReadonlyMap<string, string>;
  /** Servers about which a question stayed open: they are judged at the next poll. */
  readonly undecided: ReadonlySet<string>;
}

/** A server's part in a job, where the job names it. */
export function participantOf(job: DrsJob, server: ServerRecord): DrsParticipatingServer | undefined {
  return job.servers.find((participant) => participant.sourceServerId === server.SourceServerId);
}

/**
 * Asks DRS about jobs, all in as few calls as possible, and what follows from the answers: instances of servers whose
 * job ended without a word on them, and the logs of jobs in which a server failed (design sections 4 and 7).
 * @throws ServiceError when the jobs themselves could not be read; a follow-up that fails leaves its servers undecided.
 */
export async function askDrs(context: PollerContext, drs: Drs, waves: readonly WaveRecord[], jobIds: readonly string[]): Promise<DrsAnswers> {
  const jobs = new Map((jobIds.length === 0 ? [] : await drs.describeJobs(jobIds)).map((job) => [job.jobId, job]));
  const followed = waves.flatMap((wave) => wave.Servers).flatMap((server) => {
    const job = server.RecoveryJobId === undefined ? undefined : jobs.get(server.RecoveryJobId);
    return job === undefined || server.Status === 'FAILED' ? [] : [{ server, job, verdict: jobVerdict(job, participantOf(job, server)?.launchStatus) }];
  });
  const undecided = new Set<string>();
  const asked = followed.filter(({ verdict, server, job }) => verdict === 'ASK' || (verdict === 'LAUNCHED' && jobHasEnded(job) && server.InstanceId === undefined && participantOf(job, server)?.recoveryInstanceId === undefined));
  const instances = await findInstances(context, drs, asked, undecided);
  const failed = followed.filter(({ verdict, server }) => verdict === 'FAILED' || (verdict === 'ASK' && instances.get(server.SourceServerId) === null));
  const rawErrors = await readErrors(context, drs, failed, undecided);
  return { jobs, instances, rawErrors, undecided };
}

interface Followed {
  readonly server: ServerRecord;
  readonly job: DrsJob;
}

async function findInstances(context: PollerContext, drs: Drs, asked: readonly Followed[], undecided: Set<string>): Promise<ReadonlyMap<string, string | null>> {
  if (asked.length === 0) return new Map();
  const ids = asked.map(({ server }) => server.SourceServerId);
  const found = await tolerated(context, ids, undecided, () => drs.describeRecoveryInstances(ids));
  if (found === undefined) return new Map();
  return new Map(
    asked.map(({ server, job }) => [
      server.SourceServerId,
      found.find((instance) => instance.sourceServerId === server.SourceServerId && instance.jobId === job.jobId)?.recoveryInstanceId ?? null,
    ]),
  );
}

async function readErrors(context: PollerContext, drs: Drs, failed: readonly Followed[], undecided: Set<string>): Promise<ReadonlyMap<string, string>> {
  const errors = new Map<string, string>();
  for (const jobId of new Set(failed.map(({ job }) => job.jobId))) {
    const servers = failed.filter(({ job }) => job.jobId === jobId).map(({ server }) => server.SourceServerId);
    const log = await tolerated(context, servers, undecided, () => drs.describeJobLog(jobId));
    for (const event of log ?? []) if (event.rawError !== undefined && event.sourceServerId !== undefined) errors.set(event.sourceServerId, event.rawError);
  }
  return errors;
}

async function tolerated<T>(context: PollerContext, servers: readonly string[], undecided: Set<string>, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('DRS did not answer: the servers are judged at the next poll', { servers, code: error.code, reason: error.message });
    for (const server of servers) undecided.add(server);
    return undefined;
  }
}
