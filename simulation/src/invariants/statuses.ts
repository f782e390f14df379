import type { ExecutionStatus, ServerRecord, ServerStatus, WaveRecord, WaveStatus } from '@drs-orchestration/core';
import { hasEnded, isOver, statusOfServers } from './design.js';
import { isAbandoned, launchJobsOf, slackSeconds } from './reading.js';
import type { Findings, Invariant } from './invariant.js';

const order: Readonly<Partial<Record<ExecutionStatus, number>>> = { PENDING: 0, RUNNING: 1, POLLING: 2, CANCELLING: 3 };
const waveOrder: Readonly<Partial<Record<WaveStatus, number>>> = { PENDING: 0, AWAITING_APPROVAL: 1, LAUNCHING: 2 };

/** What may come after each status of a server (design section 4), written down apart from the product's own rule. */
const afterStatus: Readonly<Record<ServerStatus, readonly ServerStatus[]>> = {
  NOT_STARTED: ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED'],
  LAUNCHING: ['PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  PENDING: ['STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  STARTED: ['IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  IN_PROGRESS: ['LAUNCHED', 'WARNING', 'FAILED'],
  LAUNCHED: ['WARNING', 'FAILED', 'TERMINATED'],
  WARNING: ['FAILED', 'TERMINATED'],
  FAILED: [],
  SKIPPED: [],
  CANCELLED: [],
  TERMINATED: [],
};

function serverFindings(before: ServerRecord, after: ServerRecord, wave: WaveRecord): Findings {
  const findings: string[] = [];
  const where = `wave ${wave.WaveNumber}: server ${after.SourceServerId}`;
  if (before.Status !== after.Status && !afterStatus[before.Status].includes(after.Status)) findings.push(`${where} went from ${before.Status} to ${after.Status}`);
  if (before.RecoveryJobId !== undefined && before.RecoveryJobId !== after.RecoveryJobId) findings.push(`${where} was of job ${before.RecoveryJobId} and is of ${after.RecoveryJobId}`);
  const last = after.TransitionHistory.at(-1)?.Status;
  if (before.Status !== after.Status && last !== after.Status) findings.push(`${where} is ${after.Status}, but its history ends with ${last}`);
  if (after.TransitionHistory.length > 20) findings.push(`${where} has a history of ${after.TransitionHistory.length}`);
  return findings;
}

/** Design section 4: a late or repeated observation never takes a status back; each is in the history (A16). */
export const onlyForward: Invariant = {
  name: 'statuses only move forward, each transition on record; what is final stays',
  ids: ['P16', 'A16'],
  atHeader: ({ before, after }) => {
    if (before === undefined) return [];
    if (hasEnded(before.Status) && before.EndTime !== after.EndTime) return [`the execution ended at ${before.EndTime}, and again at ${after.EndTime}`];
    if (before.Status === after.Status) return [];
    const back = hasEnded(before.Status) || (order[after.Status] ?? 9) < (order[before.Status] ?? 9);
    return back ? [`the execution went from ${before.Status} to ${after.Status}`] : [];
  },
  atWave: ({ before, after }) => {
    if (before === undefined) return [];
    const findings: string[] = [];
    if (before.WaveStatus !== after.WaveStatus) {
      const back = isOver(before.WaveStatus) || (waveOrder[after.WaveStatus] ?? 9) < (waveOrder[before.WaveStatus] ?? 9);
      if (back) findings.push(`wave ${after.WaveNumber} went from ${before.WaveStatus} to ${after.WaveStatus}`);
    }
    if (before.Rev >= after.Rev) findings.push(`wave ${after.WaveNumber} went from Rev ${before.Rev} to ${after.Rev}`);
    const earlier = new Map(before.Servers.map((server) => [server.SourceServerId, server]));
    for (const server of after.Servers) {
      const known = earlier.get(server.SourceServerId);
      if (known !== undefined) findings.push(...serverFindings(known, server, after));
    }
    return findings;
  },
};

/** Design section 4: a wave's status says what became of its servers. */
export const wavesFollowServers: Invariant = {
  name: 'a wave is settled as its servers are: COMPLETED, PARTIAL or FAILED, and TIMEOUT where DRS still works on one',
  ids: ['A19', 'A20', 'T1.5.2'],
  atWave: ({ before, after }, execution) => {
    if (before === undefined || isOver(before.WaveStatus) || !isOver(after.WaveStatus)) return [];
    if (after.WaveStatus === 'SKIPPED' || after.WaveStatus === 'CANCELLED') return [];
    const itself = after.Errors.some((error) => error.Code === 'WaveFailed');
    const expected = itself ? 'FAILED' : statusOfServers(after, execution.header.ExecutionType);
    return after.WaveStatus === expected ? [] : [`wave ${after.WaveNumber} is settled as ${after.WaveStatus}, but its servers (${after.Servers.map(({ Status }) => Status).join(', ')}) make it ${expected}`];
  },
};

/** P15: what a wave came to is stored when it ends, whole. */
export const resultsAreStored: Invariant = {
  name: 'a wave\'s status, times and results are stored within 5 s of its end',
  ids: ['P15', 'R5.2'],
  atWave: ({ before, after }, _execution, run) => {
    if (before === undefined || isOver(before.WaveStatus) || !isOver(after.WaveStatus)) return [];
    if (after.EndTime === undefined) return [`wave ${after.WaveNumber} is ${after.WaveStatus} without an EndTime`];
    if (after.WaveStatus !== 'SKIPPED' && after.WaveStatus !== 'CANCELLED' && after.WaveStatus !== 'FAILED' && after.StartTime === undefined) return [`wave ${after.WaveNumber} is ${after.WaveStatus} without a StartTime`];
    const since = run.system.clock.now() / 1000 - after.EndTime;
    const slow = run.script.storms.some((storm) => storm.kind === 'SLOW');
    return !slow && Math.abs(since) > 5 + slackSeconds(run) ? [`wave ${after.WaveNumber} ended ${since} s before it was stored`] : [];
  },
};

/** The drain bound, in seconds (design section 4). */
const drainSeconds = 7200;

/** Design section 4: no final status while anything is in the air, the drain's bound aside. */
export const nothingInTheAir: Invariant = {
  name: 'no final status while a job of ours runs, unless the drain\'s bound has passed and the record names it',
  ids: ['R5.3', 'P16'],
  atHeader: ({ before, after }, execution, run) => {
    if (before === undefined || hasEnded(before.Status) || !hasEnded(after.Status)) return [];
    const running = launchJobsOf(execution, run).filter((job) => run.system.emulator.status(job) !== 'COMPLETED');
    // Waves that nobody settled any more are, in the moment of the final status.
    const settled = after.Cancel?.At ?? after.Machine?.At ?? after.WavesEndedAt ?? Math.max(...[...execution.waves.values()].map((wave) => wave.EndTime ?? 0));
    const patience = run.system.clock.now() / 1000 - settled;
    return running.flatMap((job) => {
      if (!isAbandoned(execution, job.id)) return [`the execution is ${after.Status} while ${job.id} runs, and its record does not say so`];
      return patience + 2 + (2 * run.script.clockSkew) / 1000 < drainSeconds ? [`${job.id} was given up after ${patience} s`] : [];
    });
  },
};
