import type { Journal } from '../system/journal.js';

/** How late polls were, in seconds after they were due. */
export interface Lateness {
  /** Of each run's first poll: an idle finder has returned at once, so it waits for the next minute's. */
  readonly ofFirst: number;
  /** The most of all later ones. */
  readonly ofLater: number;
  /** The least number of polls that a run had. */
  readonly fewestPolls: number;
}

/** What a journal tells about the lateness of polls. */
export function pollLateness({ claims }: Journal): Lateness {
  const byRun = new Map<string, number[]>();
  for (const { executionId, due, at } of claims) byRun.set(executionId, [...(byRun.get(executionId) ?? []), at - due]);
  const runs = [...byRun.values()];
  return { ofFirst: Math.max(...runs.map(([first = 0]) => first)), ofLater: Math.max(...runs.flatMap((lateness) => lateness.slice(1))), fewestPolls: Math.min(...runs.map((lateness) => lateness.length)) };
}
