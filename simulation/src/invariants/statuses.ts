import type { ExecutionHeader, ExecutionStatus, ExecutionType, ServerRecord, ServerStatus, WaveRecord, WaveStatus } from '@drs-orchestration/core';
import { runsSmoothly } from '../script/script.js';
import type { WaveWrite } from '../witness/witness.js';
import { hasEnded, isOver, serversAreThrough, statusOfServers } from './design.js';
import { slackSeconds } from './reading.js';
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

/** Whether a write of a header is that of an operator's reconcile. */
function wasReconciled(before: ExecutionHeader, after: ExecutionHeader): boolean {
  return after.Reconciliations !== undefined && after.Reconciliations !== before.Reconciliations && after.Reconciliations.at(-1)?.After === after.Status;
}

/** Design section 4: a late or repeated observation never takes a status back; each is in the history (A16). */
export const onlyForward: Invariant = {
  name: 'statuses only move forward, each transition on record; what is final stays',
  ids: ['P16', 'A16'],
  atHeader: ({ before, after }) => {
    if (before === undefined) return [];
    if (hasEnded(before.Status) && before.EndTime !== after.EndTime) return [`the execution ended at ${before.EndTime}, and again at ${after.EndTime}`];
    if (before.Status === after.Status) return [];
    // What an operator's reconcile finds out is the one way out of TIMEOUT.
    if (before.Status === 'TIMEOUT' && wasReconciled(before, after)) return ['COMPLETED', 'PARTIAL', 'FAILED'].includes(after.Status) ? [] : [`the execution was reconciled from TIMEOUT to ${after.Status}`];
    const back = hasEnded(before.Status) || (order[after.Status] ?? 9) < (order[before.Status] ?? 9);
    return back ? [`the execution went from ${before.Status} to ${after.Status}`] : [];
  },
  atWave: ({ before, after }, { header }) => {
    if (before === undefined) return [];
    const findings: string[] = [];
    if (before.WaveStatus !== after.WaveStatus) {
      const reconciled = before.WaveStatus === 'TIMEOUT' && hasEnded(header.Status) && ['COMPLETED', 'PARTIAL', 'FAILED'].includes(after.WaveStatus);
      const back = (isOver(before.WaveStatus) && !reconciled) || (waveOrder[after.WaveStatus] ?? 9) < (waveOrder[before.WaveStatus] ?? 9);
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
    const reconciled = before?.WaveStatus === 'TIMEOUT' && after.WaveStatus !== 'TIMEOUT';
    if (before === undefined || (isOver(before.WaveStatus) && !reconciled) || !isOver(after.WaveStatus)) return [];
    if (after.WaveStatus === 'SKIPPED' || after.WaveStatus === 'CANCELLED') return [];
    const itself = after.Errors.some((error) => error.Code === 'WaveFailed');
    const expected = itself ? 'FAILED' : statusOfServers(after, execution.header.ExecutionType);
    return after.WaveStatus === expected ? [] : [`wave ${after.WaveNumber} is settled as ${after.WaveStatus}, but its servers (${after.Servers.map(({ Status }) => Status).join(', ')}) make it ${expected}`];
  },
};

/** How long settling may take once the last of a wave's servers is through (P15). Seconds. */
const settlingSeconds = 5;

/** Since when, without a break, all of a wave's servers have been through at its latest write but one; undefined where they are not. Seconds. */
function throughSince(writes: readonly WaveWrite[], executionType: ExecutionType): number | undefined {
  const earlier = writes.slice(0, -1);
  const notYet = earlier.findLastIndex(({ wave }) => !serversAreThrough(wave, executionType));
  const first = earlier[notYet + 1];
  return first === undefined ? undefined : first.at / 1000;
}

/** P15: what a wave came to is stored when it ends, whole: when the last of its servers is through. */
export const resultsAreStored: Invariant = {
  name: 'a wave\'s status, times and results are stored within 5 s of the end of its last server\'s launch, launch actions and health check',
  ids: ['P15', 'R5.2'],
  atWave: ({ before, after }, { header, writes }, run) => {
    if (before === undefined || isOver(before.WaveStatus) || !isOver(after.WaveStatus)) return [];
    if (after.EndTime === undefined) return [`wave ${after.WaveNumber} is ${after.WaveStatus} without an EndTime`];
    if (after.WaveStatus !== 'SKIPPED' && after.WaveStatus !== 'CANCELLED' && after.WaveStatus !== 'FAILED' && after.StartTime === undefined) return [`wave ${after.WaveNumber} is ${after.WaveStatus} without a StartTime`];
    // One that never launched, or whose Task failed, is settled for another reason than its servers.
    const forItsServers = after.StartTime !== undefined && after.WaveStatus !== 'CANCELLED' && after.WaveStatus !== 'SKIPPED' && !after.Errors.some(({ Code }) => Code === 'WaveFailed');
    if (!forItsServers || !runsSmoothly(run.script)) return [];
    const through = throughSince(writes.get(after.WaveNumber) ?? [], header.ExecutionType);
    if (through === undefined) return [`wave ${after.WaveNumber} is ${after.WaveStatus}, though not all of its servers are through: ${after.Servers.map(({ Status, HealthStatus }) => `${Status} ${HealthStatus}`).join(', ')}`];
    const allowed = settlingSeconds + slackSeconds(run);
    const [ended, stored] = [after.EndTime - through, run.system.clock.now() / 1000 - through];
    return Math.abs(ended) > allowed || stored > allowed ? [`wave ${after.WaveNumber} ended ${ended} s after the last of its servers was through, and that was stored after ${stored} s`] : [];
  },
};
