import type { CleanUp, ExecutionHeader, WaveRecord } from '../execution/records.js';

/** The name of an execution's n-th clean-up machine; its clean-up begins in its own machine. */
export function cleanUpName(executionId: string, run: number): string {
  return run === 0 ? executionId : `${executionId}-cleanup-${run}`;
}

/** The instances that a run launched and that nobody has seen gone. */
export function instancesNotGone(waves: readonly WaveRecord[]): readonly string[] {
  return waves.flatMap((wave) => wave.Servers.flatMap((server) => (server.TerminatedTime === undefined ? (server.InstanceId ?? []) : [])));
}

/** The most instances that a record names as left over. */
const mostRemaining = 100;

/** What a record names as left over: each instance once, the first hundred. */
export function listedRemaining(...instances: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(instances.flat())].slice(0, mostRemaining);
}

/** Whether a clean-up is due or under way. */
export function cleanUpIsDue(header: Pick<ExecutionHeader, 'CleanUp'>): boolean {
  return header.CleanUp?.Status === 'PENDING' || header.CleanUp?.Status === 'IN_PROGRESS';
}

/** What was added to what is left while a clean-up looked: nobody has looked for it yet. @param before the clean-up as it was when the look began. */
export function addedSince(before: CleanUp, { Remaining }: CleanUp): readonly string[] {
  const known = new Set(before.Remaining);
  return Remaining.filter((id) => !known.has(id));
}

/**
 * The header with another run of its clean-up due, which the repair starts where nobody else does (design section 9).
 * Where one is due or under way already, it is told what is left besides, so that it does not end before it has looked
 * for that too; the same header where it knows all of it.
 * @param remaining instances that are known to be left.
 */
export function cleanUpAgain(header: ExecutionHeader, remaining: readonly string[] = header.CleanUp?.Remaining ?? []): ExecutionHeader {
  if (header.CleanUp !== undefined && cleanUpIsDue(header)) {
    const Remaining = [...new Set([...header.CleanUp.Remaining, ...remaining])];
    return Remaining.length === header.CleanUp.Remaining.length ? header : { ...header, CleanUp: { ...header.CleanUp, Remaining } };
  }
  const again: CleanUp = { Status: 'PENDING', Run: (header.CleanUp?.Run ?? 0) + 1, TerminatedCount: header.CleanUp?.TerminatedCount ?? 0, Remaining: remaining };
  return { ...header, CleanUp: again, Open: 'OPEN' };
}
