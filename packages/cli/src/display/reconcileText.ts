import type { ReconcileResult } from '@drs-orchestration/core';
import { counted, listing } from './listing.js';

/** How many late instances are named; --json has them all. */
const namedInstances = 20;

/** What a reconcile found, for people. @param flags the target's, in commands that are proposed */
export function reconcileText(result: ReconcileResult, flags: string): readonly string[] {
  const { ExecutionId: id, Status, Before, Waves, StillRunning } = result;
  return [
    Before === Status ? `Execution ${id} stays ${Status}.` : `Execution ${id}: ${Before} → ${Status}.`,
    ...Waves.map((wave) => `  Wave ${wave.WaveNumber} (${wave.WaveName}): ${wave.Before === wave.After ? `stays ${wave.After}` : `${wave.Before} → ${wave.After}`}`),
    ...(StillRunning.length === 0 ? [] : [`  ${counted(StillRunning.length, 'job')} still running in DRS (${listing(StillRunning)}): run this again later.`]),
    ...lateInstances(result, flags),
  ];
}

/** A drill's instances of which nobody knew: they cost until somebody terminates them. */
function lateInstances({ ExecutionId: id, LateInstances: late, CleanUp: cleanUp }: ReconcileResult, flags: string): readonly string[] {
  if (late.length === 0) return [];
  const isDue = cleanUp?.Status === 'PENDING' || cleanUp?.Status === 'IN_PROGRESS';
  const next = isDue
    ? `the drill's clean-up is ${cleanUp.Status} and terminates them: drsctl executions watch ${id}${flags}`
    : `nothing terminates them by itself: drsctl executions cleanup ${id}${flags}`;
  return [`  ${counted(late.length, 'instance')} launched late and still there (${listing(late, namedInstances)}): ${next}`];
}
