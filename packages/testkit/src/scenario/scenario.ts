import type { TimingProfile, World, WorldFault, WorldOtherJobs, WorldQuotas, WorldServer } from '../drs-emulator/world.js';

/** The answer for a wave that pauses, when nobody sits at the terminal. */
export interface ScenarioApproval {
  readonly WaveNumber: number;
  /** Seconds after the wave began to pause. */
  readonly AfterSeconds: number;
  readonly Decision: 'APPROVE' | 'REJECT';
  readonly By: string;
  readonly Reason?: string;
}

/** What a scenario file says, every default filled in: a world for the emulator, and answers for waves that pause. */
export interface Scenario extends World {
  readonly Seed: number;
  readonly Profile: 'measured' | 'recorded' | TimingProfile;
  readonly Account: string;
  readonly Initialized: boolean;
  readonly Quotas: Required<WorldQuotas>;
  /** They add to, or override, the plan's servers. */
  readonly Servers: readonly WorldServer[];
  readonly OtherJobs: readonly WorldOtherJobs[];
  readonly Faults: readonly WorldFault[];
  readonly Approvals: readonly ScenarioApproval[];
}
