import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { launchSettled } from '../execution/settlement.js';
import { isSettled } from '../execution/statuses.js';
import { slotWaitBoundSeconds } from '../plan/executionBounds.js';
import type { DrsJob } from '../ports/drs.js';
import { callTags } from './calls.js';

/** How long runs of this system may queue behind each other for slots, all in all. Seconds. */
export const queueBoundSeconds = 43_200;

/** What is seen of the queue for job slots. */
export interface SlotQueue {
  /** Whether waves of this execution wait for running jobs of theirs: they queue behind each other and wait for no stranger. */
  readonly ownJobs: boolean;
  /** When a job of this system last gave its slot back, whichever run's it was (Unix seconds). */
  readonly freedAt?: number;
}

/**
 * The queue, from an account's recent jobs: those that run, and those that are over.
 * @param waves the execution's own. A job whose wave has given it up (its servers timed out) may keep its slot for a
 *   day; nobody queues behind it.
 */
export function slotQueue(running: readonly DrsJob[], ended: readonly DrsJob[], header: Pick<ExecutionHeader, 'ExecutionType'>, waves: readonly WaveRecord[]): SlotQueue {
  const awaited = new Set(waves.filter((wave) => !isSettled(wave.WaveStatus)).flatMap((wave) => wave.Servers.filter((server) => !launchSettled(server, header.ExecutionType)).flatMap((server) => server.RecoveryJobId ?? [])));
  const freed = ended.flatMap((job) => (job.endedAt === undefined || job.tags[callTags.executionId] === undefined ? [] : [job.endedAt]));
  return {
    ownJobs: running.some((job) => awaited.has(job.jobId)),
    ...(freed.length === 0 ? {} : { freedAt: Math.floor(Math.max(...freed) / 1000) }),
  };
}

/**
 * Whether a wave has waited long enough for a slot: an hour (design section 5) in which none came free by this system's
 * own doing. Where its runs take the slots from each other, each gets its turn (design section 15).
 * @param since since when it waits. @param now both Unix seconds.
 */
export function isHopeless(since: number | undefined, queue: SlotQueue, now: number): boolean {
  if (since === undefined || queue.ownJobs) return false;
  return now - Math.max(since, queue.freedAt ?? 0) >= slotWaitBoundSeconds || now - since >= queueBoundSeconds;
}
