import type { HealthCheck, ProtectionGroup, RecoveryPlan, Wave } from '@drs-orchestration/core';

/** A wave as people write it: what has a default may be left out, a dependency may read `Wave-1`. */
export interface WaveInput extends Partial<Omit<Wave, 'Dependencies' | 'HealthCheck'>> {
  readonly Dependencies?: readonly (number | string)[];
  readonly HealthCheck?: Partial<HealthCheck>;
}

/** A plan file's content as people write it. */
export interface PlanInput extends Partial<Omit<RecoveryPlan, 'Waves'>> {
  readonly ProtectionGroups?: readonly ProtectionGroup[];
  readonly Waves: readonly WaveInput[];
}
