import { ServiceError } from '../errors.js';
import type { ServerRecord, WaveRecord } from '../execution/records.js';
import type { Drs, DrsJob, DrsJobLogEvent, DrsParticipatingServer } from '../ports/drs.js';
import type { Logger } from '../ports/logger.js';
import { jobHasEnded, jobVerdict } from './observe.js';

/** What DRS says about the servers of a wave: job by id, instances by server, errors by server. */
export interface DrsAnswers {
  readonly jobs: ReadonlyMap<string, DrsJob>;
  /** For servers whose job is over without saying that it launched them: their instance of that job, or null. */
  readonly instances: ReadonlyMap<string, string | null>;
  /** The job log's rawError of servers that failed. */
  readonly rawErrors: ReadonlyMap<string, string>;
  /** The logs of jobs that have just ended, by job: DRS forgets them, the record does not. */
  readonly logs: ReadonlyMap<string, readonly DrsJobLogEvent[]>;
  /** Servers about which a question stayed open: they are judged at the next poll. */
  readonly undecided: ReadonlySet<string>;
}

/** What asking needs. */
interface AskContext {
  readonly logger: Logger;
}

/** A server's part in a job, where the job names it. */
export function participantOf(job: DrsJob, server: ServerRecord): DrsParticipatingServer | undefined {
  return job.servers.find((participant) => participant.sourceServerId === server.SourceServerId);
}

/**
 * Asks DRS about jobs, all in as few calls as possible, and what follows from the answers: instances of servers whose
 * job ended without a word on them, and the logs of jobs that ended or in which a server failed (design sections 4, 7).
 * @throws ServiceError when the jobs themselves could not be read; a follow-up that fails leaves its servers undecided.
 */
export async function askDrs(context: AskContext, drs: Drs, waves: readonly WaveRecord[], jobIds: readonly string[]): Promise<DrsAnswers> {
  const jobs = new Map((jobIds.length === 0 ? [] : await drs.describeJobs(jobIds)).map((job) => [job.jobId, job]));
  const followed = waves.flatMap((wave) => wave.Servers).flatMap((server) => {
    const job = server.RecoveryJobId === undefined ? undefined : jobs.get(server.RecoveryJobId);
    return job === undefined || server.Status === 'FAILED' ? [] : [{ server, job, verdict: jobVerdict(job, participantOf(job, server)?.launchStatus) }];
  });
  const undecided = new Set<string>();
  const asked = followed.filter(({ verdict, server, job }) => verdict === 'ASK' || (verdict === 'LAUNCHED' && jobHasEnded(job) && server.InstanceId === undefined && participantOf(job, server)?.recoveryInstanceId === undefined));
  const instances = await findInstances(context, drs, asked, undecided);
  const failed = followed.filter(({ verdict, server }) => verdict === 'FAILED' || (verdict === 'ASK' && instances.get(server.SourceServerId) === null));
  const logs = await readLogs(context, drs, new Set([...justEnded(waves, jobs), ...failed.map(({ job }) => job.jobId)]), failed, undecided);
  return { jobs, instances, rawErrors: errorsIn([...logs.values()].flat()), logs, undecided };
}

interface Followed {
  readonly server: ServerRecord;
  readonly job: DrsJob;
}

async function findInstances(context: AskContext, drs: Drs, asked: readonly Followed[], undecided: Set<string>): Promise<ReadonlyMap<string, string | null>> {
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

/** Jobs that are over, and were not at the last poll. */
function justEnded(waves: readonly WaveRecord[], jobs: ReadonlyMap<string, DrsJob>): readonly string[] {
  return waves.flatMap((wave) => Object.values(wave.Calls)).flatMap(({ JobId, JobEndedAt }) => {
    const job = JobId === undefined || JobEndedAt !== undefined ? undefined : jobs.get(JobId);
    return job !== undefined && jobHasEnded(job) ? [job.jobId] : [];
  });
}

/** A log that cannot be read leaves the servers that failed in its job undecided; for the others it is only missing. */
async function readLogs(context: AskContext, drs: Drs, jobIds: ReadonlySet<string>, failed: readonly Followed[], undecided: Set<string>): Promise<ReadonlyMap<string, readonly DrsJobLogEvent[]>> {
  const logs = new Map<string, readonly DrsJobLogEvent[]>();
  for (const jobId of jobIds) {
    const servers = failed.filter(({ job }) => job.jobId === jobId).map(({ server }) => server.SourceServerId);
    const log = await tolerated(context, servers, undecided, () => drs.describeJobLog(jobId));
    if (log !== undefined) logs.set(jobId, log);
  }
  return logs;
}

function errorsIn(log: readonly DrsJobLogEvent[]): ReadonlyMap<string, string> {
  return new Map(log.flatMap(({ rawError, sourceServerId }) => (rawError === undefined || sourceServerId === undefined ? [] : [[sourceServerId, rawError] as const])));
}

async function tolerated<T>(context: AskContext, servers: readonly string[], undecided: Set<string>, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn(servers.length === 0 ? 'DRS did not give the log of a job that ended: the record goes without it' : 'DRS did not answer: the servers are judged at the next poll', { servers, code: error.code, reason: error.message });
    for (const server of servers) undecided.add(server);
    return undefined;
  }
}
