import type { ExecutionHeader, ServerRecord, WaveRecord } from '../execution/records.js';
import { participantOf, type DrsAnswers } from './askDrs.js';
import { drsPhases } from './drsPhases.js';
import { jobHasEnded, observe } from './observe.js';
import { judgeTimeouts } from './timeouts.js';

/**
 * A wave after what DRS said, and after the time that has passed (design section 7). Timeouts are judged first: a job
 * that did finish then settles normally, with `TimeoutDetected` set (T1.5.1).
 * @param now Unix seconds.
 */
export function mergeWave(wave: WaveRecord, answers: DrsAnswers | undefined, header: Pick<ExecutionHeader, 'ExecutionType' | 'Polls'>, now: number): WaveRecord {
  const judged = judgeTimeouts(wave, header.ExecutionType, now);
  if (answers === undefined) return judged;
  const Servers = judged.Servers.map((server) => observed(server, judged, answers, header, now));
  const Calls = Object.fromEntries(
    Object.entries(judged.Calls).map(([id, call]) => {
      const job = call.JobId === undefined ? undefined : answers.jobs.get(call.JobId);
      return [id, job !== undefined && jobHasEnded(job) && call.JobEndedAt === undefined ? { ...call, JobEndedAt: now } : call];
    }),
  );
  return { ...judged, Servers, Calls };
}

function observed(server: ServerRecord, wave: WaveRecord, answers: DrsAnswers, header: Pick<ExecutionHeader, 'ExecutionType' | 'Polls'>, now: number): ServerRecord {
  const job = server.RecoveryJobId === undefined ? undefined : answers.jobs.get(server.RecoveryJobId);
  if (job === undefined || answers.undecided.has(server.SourceServerId)) return server;
  const instanceId = answers.instances.get(server.SourceServerId);
  const rawError = answers.rawErrors.get(server.SourceServerId);
  const seen = observe(
    server,
    { job, participant: participantOf(job, server), ...(instanceId === undefined ? {} : { instanceId }), ...(rawError === undefined ? {} : { rawError }) },
    wave,
    header.ExecutionType,
    now,
    header.Polls,
  );
  // Of a server that is still being launched the log tells half: it is read again when the job is over.
  const log = seen.DrsPhases === undefined && (jobHasEnded(job) || seen.Status === 'FAILED') ? answers.logs.get(job.jobId) : undefined;
  const phases = log === undefined ? undefined : drsPhases(log, server.SourceServerId);
  return phases === undefined ? seen : { ...seen, DrsPhases: phases };
}
