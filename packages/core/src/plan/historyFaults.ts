import { boundedWaves } from './executionBounds.js';
import { worstCaseHistoryEvents } from './historyEvents.js';
import type { Fault, ProtectionGroup, RecoveryPlan } from './plan.js';
import { maximumHistoryEvents } from './planLimits.js';

const figure = (count: number): string => count.toLocaleString('en-US');

/**
 * Refuses a plan whose waits, all lasting to their bounds, would cost more history events than Step Functions keeps;
 * the message gives the figure (design section 3). Servers that tags will tell count as one a wave, so ask again with
 * the resolved groups when an execution starts.
 */
export function historyFaults(plan: Pick<RecoveryPlan, 'WaveOrdering' | 'Waves'>, groups: readonly ProtectionGroup[]): Fault[] {
  const events = worstCaseHistoryEvents(boundedWaves(plan, groups));
  if (events <= maximumHistoryEvents) return [];
  return [
    {
      path: 'Waves',
      message:
        `could cost ${figure(events)} history events in Step Functions, which keeps ${figure(maximumHistoryEvents)}: ` +
        'make sequential waves smaller or PARALLEL, shorten the timeouts of approvals and launches, or split the plan',
    },
  ];
}
