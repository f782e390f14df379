import { nameOfCallFault, nameOfServerFault } from '../script/kinds.js';
import type { SimulatedSystem } from '../system/simulatedSystem.js';
import { Strikes } from '../system/strikes.js';

/** What struck a run, and how often: between the parts, in the services, in the servers, and what people did. */
export function strikesOf({ trouble, emulator }: SimulatedSystem): ReadonlyMap<string, number> {
  const strikes = new Strikes();
  for (const [kind, times] of trouble.struck.counts) strikes.count(kind, times);
  // A call that no fault struck has its status for its outcome.
  for (const { service, outcome } of emulator.calls) if (!/^\d/.test(outcome)) strikes.count(nameOfCallFault(service, outcome));
  for (const { course } of emulator.jobs().flatMap((job) => job.servers)) {
    if (course.fault !== undefined) strikes.count(nameOfServerFault(course.fault.kind));
    if (course.stalledIn !== undefined) strikes.count(nameOfServerFault('STALL'));
  }
  return strikes.counts;
}
