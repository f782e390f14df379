import type { ExecutionType, ValidPlan, Wave } from '@drs-orchestration/core';

// The design's bounds, written down again like `design.ts`.

/** Section 5: how long each wait may last. Seconds. */
const bounds = { slot: 3600, launchGrace: 3600, health: 300, machine: 14 * 86_400 };

/** Section 4, `DrainSeconds`: how long an execution waits for what is in the air once its last wave has settled. */
export const drainSeconds = 7200;

/** What starting, settling (10 minutes of retries), finalizing and polling may add to a run. Seconds. */
export const overheadSeconds = 3600;

/** Job slots of the account that a drill leaves free (section 6). */
export const slotsLeftByDrills = 5;

/** How long after a run's start, by its plan's own bounds, it has to have ended: the longest way through the waves, and the drain. Seconds. */
export function boundSeconds({ plan, groups }: ValidPlan, executionType: ExecutionType): number {
  const inOrder = [...plan.Waves].sort((one, other) => one.WaveNumber - other.WaveNumber);
  const serversOf = (wave: Wave): number => (wave.ServerIds ?? groups.find(({ GroupId }) => GroupId === wave.ProtectionGroupId)?.ServerIds ?? []).length;
  const own = (wave: Wave): number => {
    const launch = bounds.slot + wave.TimeoutSeconds * (executionType === 'RECOVERY' ? 2 : 1) + bounds.launchGrace + (wave.HealthCheck.Enabled ? bounds.health : 0);
    return (wave.PauseBefore ? wave.ApprovalTimeoutSeconds : 0) + launch * (wave.ExecutionType === 'SEQUENTIAL' ? serversOf(wave) : 1) + wave.WaitTimeSeconds;
  };
  const known = new Map<number, number>();
  const through = (number: number): number => {
    const index = inOrder.findIndex(({ WaveNumber }) => WaveNumber === number);
    const wave = inOrder[index];
    if (wave === undefined) return 0;
    const before = plan.WaveOrdering === 'SEQUENTIAL' ? (inOrder[index - 1]?.WaveNumber ?? []) : [];
    const seconds = known.get(number) ?? Math.max(0, ...wave.Dependencies.concat(before).map(through)) + own(wave);
    known.set(number, seconds);
    return seconds;
  };
  return Math.min(Math.max(...inOrder.map(({ WaveNumber }) => through(WaveNumber))) + drainSeconds, bounds.machine);
}
