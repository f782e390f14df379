import { dueAt, isWatched, pollAgainAt, pollIntervalSeconds, unixSeconds, type ExecutionHeader } from '@drs-orchestration/core';
import type { PollerContext } from './context.js';

/** A poll that is ours alone, or why it is not. */
export type Claim = { readonly header: ExecutionHeader } | 'NOT_WATCHED' | 'TAKEN';

/** When the next poll is due; while a cancelled machine may still run, soon, for stopping it is repeated. */
function next(header: ExecutionHeader, due: number, now: number): number {
  if (header.Status === 'CANCELLING' && header.Machine === undefined) return now + pollIntervalSeconds.LAUNCHING;
  return pollAgainAt(header, due, now);
}

/**
 * Claims a poll by moving `NextPollTime` on; of several pollers called for one time only one gets it (design section
 * 7). A claim is also the header's whole write of a poll that changes nothing.
 * @param calledFor the `NextPollTime` the finder called for, where it did.
 */
export async function claimPoll(context: PollerContext, executionId: string, calledFor: number | undefined): Promise<Claim> {
  let claim: Claim = 'TAKEN';
  const header = await context.executions.changeHeader(executionId, (current) => {
    claim = 'TAKEN';
    if (!isWatched(current.Status)) {
      claim = 'NOT_WATCHED';
      return current;
    }
    const now = unixSeconds(context.clock);
    const due = dueAt(current);
    // A launch may have brought the poll forward since the finder looked: then it is due all the same.
    if (due > now && due !== calledFor) return current;
    const claimed: ExecutionHeader = { ...current, LastPolledTime: now, NextPollTime: next(current, due, now), Polls: current.Polls + 1 };
    claim = { header: claimed };
    return claimed;
  });
  const taken: Claim = claim;
  return typeof taken === 'object' ? { header } : taken;
}
