import type { CleanUp, ExecutionHeader } from '../execution/records.js';

/** The name of an execution's n-th clean-up machine; its clean-up begins in its own machine. */
export function cleanUpName(executionId: string, run: number): string {
  return run === 0 ? executionId : `${executionId}-cleanup-${run}`;
}

/** Whether a clean-up is due or under way. */
export function cleanUpIsDue(header: Pick<ExecutionHeader, 'CleanUp'>): boolean {
  return header.CleanUp?.Status === 'PENDING' || header.CleanUp?.Status === 'IN_PROGRESS';
}

/**
 * The header with another run of its clean-up due, which the repair starts where nobody else does (design section 9);
 * the same header where one is due or under way already.
 * @param remaining instances that are known to be left.
 */
export function cleanUpAgain(header: ExecutionHeader, remaining: readonly string[] = header.CleanUp?.Remaining ?? []): ExecutionHeader {
  if (cleanUpIsDue(header)) return header;
  const again: CleanUp = { Status: 'PENDING', Run: (header.CleanUp?.Run ?? 0) + 1, TerminatedCount: header.CleanUp?.TerminatedCount ?? 0, Remaining: remaining };
  return { ...header, CleanUp: again, Open: 'OPEN' };
}
