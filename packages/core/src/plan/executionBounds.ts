import type { ExecutionType, ProtectionGroup, RecoveryPlan, Wave } from './plan.js';
import { machineBoundSeconds } from './planLimits.js';
import { effectiveDependencies, topologicalOrder } from './waveGraph.js';

// How long each wait of the state machine may last (design section 5, Bounds). All in seconds.

/** Waiting for a free DRS job slot. */
export const slotWaitBoundSeconds = 3_600;
/** What a launch may take beyond its timeouts without hearing of its jobs' end. */
export const launchGraceSeconds = 3_600;
/** Between two looks at an instance that is not running yet (R3.3). */
export const healthWaitSeconds = 30;
/** Looks at an instance after the first one (P10). */
export const healthWaits = 10;
/** Between two looks at instances that are being terminated. */
export const cleanUpWaitSeconds = 30;
/** Looks at instances that are being terminated: 20 minutes. */
export const cleanUpWaits = 40;
/** After the last wave settled, how long an execution may have launches in the air (design section 4, `DrainSeconds`). */
export const drainSeconds = 7_200;
/** How much longer each registration of a task token is than the one before; the first is as long as that. */
export const registrationStepSeconds = 900;
/** The longest registration of a task token. */
export const longestRegistrationSeconds = 14_400;
/** What starting, settling (10 minutes of retries), finalizing and polling may add to an execution. */
export const slackSeconds = 3_600;

const launchWaits: readonly number[] = [10, 20, 40, 80, 160];
const longestLaunchWaitSeconds = 300;

/** The wait (WaitSeconds) that begins when the launch loop has waited for `elapsedSeconds`: 10, 20, 40, 80, 160, then 300. */
export function launchWaitSeconds(elapsedSeconds: number): number {
  let begins = 0;
  for (const wait of launchWaits) {
    begins += wait;
    if (elapsedSeconds < begins) return wait;
  }
  return longestLaunchWaitSeconds;
}

/** How often the launch loop waits before the bound on waiting for a slot has passed. */
export function launchWaitCount(boundSeconds: number = slotWaitBoundSeconds): number {
  let count = 0;
  for (let elapsed = 0; elapsed < boundSeconds; elapsed += launchWaitSeconds(elapsed)) count += 1;
  return count;
}

/** How long the n-th registration (from 1) of a task token lasts: ever longer, since each costs history (state-machine.md, 4). */
export function registrationSeconds(nth: number): number {
  return Math.min(nth * registrationStepSeconds, longestRegistrationSeconds);
}

/** How often a token is registered again in a wait of `totalSeconds`: the first registration is not counted. */
export function registrations(totalSeconds: number): number {
  let count = 0;
  for (let ends = registrationSeconds(1); ends < totalSeconds; ends += registrationSeconds(count + 1)) count += 1;
  return count;
}

/** What of a wave bounds its time and its events. */
export interface BoundedWave
  extends Pick<Wave, 'WaveNumber' | 'ExecutionType' | 'WaitTimeSeconds' | 'PauseBefore' | 'ApprovalTimeoutSeconds' | 'TimeoutSeconds'> {
  readonly HealthCheck: Pick<Wave['HealthCheck'], 'Enabled'>;
  /** The waves it waits for, WaveOrdering applied. */
  readonly DependsOn: readonly number[];
  readonly ServerCount: number;
}

/** How many servers a wave has, or `undefined` while that is up to tags or to a group that is not known here. */
export function serverCount(wave: Pick<Wave, 'ServerIds' | 'ProtectionGroupId'>, groups: readonly ProtectionGroup[]): number | undefined {
  if (wave.ServerIds !== undefined) return wave.ServerIds.length;
  const listed = groups.find((group) => group.GroupId === wave.ProtectionGroupId)?.ServerIds;
  return listed === undefined ? undefined : new Set(listed).size;
}

/** A plan's waves as their bounds need them; a wave whose servers are not known yet counts as `assumedServers`. */
export function boundedWaves(plan: Pick<RecoveryPlan, 'WaveOrdering' | 'Waves'>, groups: readonly ProtectionGroup[], assumedServers: number = 1): BoundedWave[] {
  const dependencies = effectiveDependencies(plan);
  return plan.Waves.map((wave) => ({
    ...wave,
    DependsOn: dependencies.get(wave.WaveNumber) ?? [],
    ServerCount: serverCount(wave, groups) ?? assumedServers,
  }));
}

/** How long a launch may take from its call on; a recovery's launch actions have another `TimeoutSeconds`. */
export function launchBoundSeconds(wave: Pick<BoundedWave, 'TimeoutSeconds'>, executionType: ExecutionType): number {
  return wave.TimeoutSeconds * (executionType === 'RECOVERY' ? 2 : 1) + launchGraceSeconds;
}

/** How long a wave may take from its dependencies' completion until its own dependents are released. */
export function waveBoundSeconds(wave: BoundedWave, executionType: ExecutionType): number {
  const health = wave.HealthCheck.Enabled ? healthWaits * healthWaitSeconds : 0;
  const launch = slotWaitBoundSeconds + launchBoundSeconds(wave, executionType) + health;
  const launches = wave.ExecutionType === 'SEQUENTIAL' ? wave.ServerCount : 1;
  return (wave.PauseBefore ? wave.ApprovalTimeoutSeconds : 0) + launches * launch + wave.WaitTimeSeconds;
}

/** By wave, how long after the start it may be that all it depends on are through. */
export function waitBoundsSeconds(waves: readonly BoundedWave[], executionType: ExecutionType): ReadonlyMap<number, number> {
  const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
  const dependencies = new Map(waves.map((wave) => [wave.WaveNumber, wave.DependsOn]));
  const waits = new Map<number, number>();
  for (const number of topologicalOrder([...byNumber.keys()], dependencies)) {
    const through = (dependencies.get(number) ?? []).map((dependency) => {
      const wave = byNumber.get(dependency);
      return wave === undefined ? 0 : (waits.get(dependency) ?? 0) + waveBoundSeconds(wave, executionType);
    });
    waits.set(number, Math.max(0, ...through));
  }
  return waits;
}

/** When the last wave may have settled and released, uncapped: the longest way through the graph. */
export function longestPathSeconds(waves: readonly BoundedWave[], executionType: ExecutionType): number {
  const waits = waitBoundsSeconds(waves, executionType);
  return Math.max(0, ...waves.map((wave) => (waits.get(wave.WaveNumber) ?? 0) + waveBoundSeconds(wave, executionType)));
}

/**
 * How long an execution may take by its plan's own bounds, at most the machine's 14 days: the longest way along the
 * dependency graph, the drain and some slack. Its start plus this is the record's `BoundTime`.
 */
export function executionBoundSeconds(waves: readonly BoundedWave[], executionType: ExecutionType): number {
  return Math.min(longestPathSeconds(waves, executionType) + drainSeconds + slackSeconds, machineBoundSeconds);
}
