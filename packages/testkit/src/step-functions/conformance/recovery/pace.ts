import type { JsonObject } from '../../jsonValue.js';

/** How long a machine waits, in seconds, as its definition says. */
export interface Pace {
  /** What a token is waited for at first; each time it is registered anew, as much longer. */
  readonly quarter: number;
  /** What passes before a Task that must not be lost is tried again. */
  readonly tenMinutes: number;
}

/** The pace of a definition of the recovery machine. */
export function paceOf(machine: JsonObject): Pace {
  const { PrepareExecution, WaitToDrain } = machine['States'] as {
    readonly PrepareExecution: { readonly ResultSelector: { readonly DrainWait: { readonly Seconds: number } } };
    readonly WaitToDrain: { readonly Seconds: number };
  };
  return { quarter: PrepareExecution.ResultSelector.DrainWait.Seconds, tenMinutes: WaitToDrain.Seconds };
}

/** Seconds that pass while a token is registered `times` times and not answered. */
export function unansweredSeconds(times: number, { quarter }: Pace): number {
  return (quarter * times * (times + 1)) / 2;
}

/** Seconds that pass between `retries` attempts that fail and the next ones: 2, 4, 8 … and never more than 60. */
export function retrySeconds(retries: number): number {
  return Array.from({ length: retries }, (_, nth) => Math.min(2 ** (nth + 1), 60)).reduce((sum, seconds) => sum + seconds, 0);
}
