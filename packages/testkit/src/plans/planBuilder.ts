import { formatFaults, validatePlan, type ProtectionGroup, type RecoveryPlan, type ValidPlan } from '@drs-orchestration/core';
import { stringify } from 'yaml';
import type { PlanInput, WaveInput } from './planInput.js';
import { serverId } from './serverIds.js';

/** Builds plans for tests, step by step; each step gives a new builder and leaves the old one as it was. */
export interface PlanBuilder {
  /** Adds a wave; without a number it gets the next one, without servers one of its own. */
  withWave(wave?: WaveInput): PlanBuilder;
  /** Adds a protection group that the plan carries; without a Region it is in the plan's. */
  withGroup(group: Omit<ProtectionGroup, 'Region' | 'GroupName'> & Partial<ProtectionGroup>): PlanBuilder;
  /** Sets keys of the plan itself. */
  with(keys: Partial<Omit<PlanInput, 'Waves' | 'ProtectionGroups'>>): PlanBuilder;
  /** What the plan file holds so far, valid or not. */
  input(): PlanInput;
  /** The plan file's text. */
  yaml(): string;
  /**
   * The plan with every default.
   * @throws Error with all faults, if it is not valid.
   */
  build(): RecoveryPlan;
  /** The plan, its groups and the warnings; throws as `build` does. */
  validated(): ValidPlan;
}

const nextNumber = (waves: readonly WaveInput[]): number => Math.max(0, ...waves.map((wave) => wave.WaveNumber ?? 0)) + 1;

// Far from the servers that tests number themselves.
const ownServer = (waveNumber: number): string => serverId(1_000_000 + waveNumber);

function builder(content: PlanInput): PlanBuilder {
  const validated = (): ValidPlan => {
    const validation = validatePlan(content);
    if (validation.faults !== undefined) throw new Error(`the plan that was built is not valid:\n${formatFaults(validation.faults, 'plan')}`);
    return validation;
  };
  return {
    withWave(wave = {}) {
      const WaveNumber = wave.WaveNumber ?? nextNumber(content.Waves);
      const servers = wave.ServerIds === undefined && wave.ProtectionGroupId === undefined ? { ServerIds: [ownServer(WaveNumber)] } : {};
      return builder({ ...content, Waves: [...content.Waves, { WaveNumber, WaveName: `Wave ${WaveNumber}`, ...servers, ...wave }] });
    },
    withGroup(group) {
      const complete: ProtectionGroup = { GroupName: group.GroupId, Region: content.Region ?? 'us-east-1', ...group };
      return builder({ ...content, ProtectionGroups: [...(content.ProtectionGroups ?? []), complete] });
    },
    with: (keys) => builder({ ...content, ...keys }),
    input: () => content,
    yaml: () => stringify(content),
    build: () => validated().plan,
    validated,
  };
}

/** Begins a plan: in us-east-1, without waves. `aPlan().withWave({ ServerIds: serverIds(2) }).withWave().build()` */
export function aPlan(keys: Partial<Omit<PlanInput, 'Waves' | 'ProtectionGroups'>> = {}): PlanBuilder {
  return builder({ PlanName: 'Test plan', Region: 'us-east-1', ...keys, Waves: [] });
}
