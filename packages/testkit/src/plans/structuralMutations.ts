import type { ProtectionGroup } from '@drs-orchestration/core';
import type { PlanInput, WaveInput } from './planInput.js';
import { serverId, serverIds } from './serverIds.js';

/** A change that makes a valid plan invalid, and exactly where the fault is then. `pick` chooses the wave. */
export interface PlanMutation {
  readonly name: string;
  readonly apply: (plan: PlanInput, pick: number) => { readonly plan: PlanInput; readonly paths: readonly string[] };
  /** It makes a value of a wave unsound. */
  readonly spoilsWaves?: boolean;
  /** Its fault is found only where every value of every wave is sound. */
  readonly needsSoundWaves?: boolean;
}

const lastNumber = (plan: PlanInput): number => Math.max(...plan.Waves.map((wave) => wave.WaveNumber ?? 0));

// Far from the servers of the plans themselves.
const freshServer: string = serverId(900_000);
const otherServer: string = serverId(900_001);

/** Adds waves after the last one, with numbers and names of their own and a fresh server each unless they say otherwise. */
function withWaves(plan: PlanInput, ...added: readonly Readonly<Record<string, unknown>>[]): PlanInput {
  const first = lastNumber(plan) + 1;
  const waves = added.map((wave, index) => ({ WaveNumber: first + index, WaveName: `Added ${index + 1}`, ...wave }));
  return { ...plan, Waves: [...plan.Waves, ...waves] };
}

/** Adds one wave and says where in it the faults are; `''` is the wave as a whole. */
const addedWave = (name: string, wave: (plan: PlanInput, pick: number) => Readonly<Record<string, unknown>>, ...at: readonly string[]): PlanMutation => ({
  name,
  apply: (plan, pick) => ({
    plan: withWaves(plan, wave(plan, pick)),
    paths: at.map((key) => `Waves[${plan.Waves.length}]${key === '' ? '' : `.${key}`}`),
  }),
});

/** Adds a dependency to one of the waves. */
const addedDependency = (name: string, on: (plan: PlanInput, wave: WaveInput) => number): PlanMutation => ({
  name,
  apply: (plan, pick) => {
    const index = pick % plan.Waves.length;
    const before = plan.Waves[index]?.Dependencies ?? [];
    const Waves = plan.Waves.map((wave, at) => (at === index ? { ...wave, Dependencies: [...before, on(plan, wave)] } : wave));
    return { plan: { ...plan, Waves }, paths: [`Waves[${index}].Dependencies[${before.length}]`] };
  },
});

/** Adds two waves that wait for each other. */
const waitForEachOther = (name: string, ordering: 'SEQUENTIAL' | 'DEPENDENCIES'): PlanMutation => ({
  name,
  apply: (plan) => {
    const first = lastNumber(plan) + 1;
    // The generated dependencies of a DEPENDENCIES plan may contradict an order by number.
    const kept = ordering === 'SEQUENTIAL' ? { ...plan, Waves: plan.Waves.map((wave) => ({ ...wave, Dependencies: [] })) } : plan;
    return {
      plan: {
        ...withWaves(kept, { ServerIds: [freshServer], Dependencies: [first + 1] }, { ServerIds: [otherServer], Dependencies: [`Wave-${first}`] }),
        WaveOrdering: ordering,
      },
      paths: [`Waves[${plan.Waves.length}].Dependencies[0]`],
    };
  },
});

function someServer(plan: PlanInput, pick: number): string {
  const wave = plan.Waves[pick % plan.Waves.length];
  const group = plan.ProtectionGroups?.find((candidate) => candidate.GroupId === wave?.ProtectionGroupId);
  return (wave?.ServerIds ?? group?.ServerIds ?? [])[0] ?? freshServer;
}

const farGroup = (plan: PlanInput): ProtectionGroup => ({
  GroupId: 'pg-far',
  GroupName: 'Far',
  Region: plan.Region === 'sa-east-1' ? 'ca-west-1' : 'sa-east-1',
  ServerIds: [freshServer],
});

/** Changes of what waves are to each other and to groups, and of sizes (R12.3). */
export const structuralMutations: readonly PlanMutation[] = [
  addedWave('a wave number given twice', (plan, pick) => ({ WaveNumber: plan.Waves[pick % plan.Waves.length]?.WaveNumber, ServerIds: [freshServer] }), 'WaveNumber'),
  addedWave('an empty wave', () => ({ ServerIds: [] }), 'ServerIds'),
  addedWave('a wave without servers or group', () => ({}), ''),
  addedWave('a wave with servers and a group', () => ({ ServerIds: [freshServer], ProtectionGroupId: 'pg-missing' }), 'ProtectionGroupId'),
  addedWave('a server in two waves', (plan, pick) => ({ ServerIds: [freshServer, someServer(plan, pick)] }), 'ServerIds[1]'),
  addedWave('a server twice in a wave', () => ({ ServerIds: [freshServer, otherServer, freshServer] }), 'ServerIds[2]'),
  addedWave('a bad server id', () => ({ ServerIds: [freshServer, 'i-0123456789abcdef0'] }), 'ServerIds[1]'),
  addedWave('an order that is no permutation', () => ({ ServerIds: [freshServer, otherServer], ExecutionOrder: [1, 1] }), 'ExecutionOrder'),
  addedWave('an order that is too short', () => ({ ServerIds: [freshServer, otherServer], ExecutionOrder: [2] }), 'ExecutionOrder'),
  addedWave('a missing protection group', () => ({ ProtectionGroupId: 'pg-missing' }), 'ProtectionGroupId'),
  addedWave('a wave number of nothing', () => ({ WaveNumber: 0, ServerIds: [freshServer] }), 'WaveNumber'),
  addedWave('a wave number in quotes', (plan) => ({ WaveNumber: String(lastNumber(plan) + 1), ServerIds: [freshServer] }), 'WaveNumber'),
  addedWave('301 servers in a wave', () => ({ ServerIds: serverIds(301, 900_000) }), 'ServerIds'),
  addedDependency('a dependency on a wave that is not there', (plan) => lastNumber(plan) + 7),
  addedDependency('a wave that waits for itself', (_plan, wave) => wave.WaveNumber ?? 0),
  waitForEachOther('a cycle', 'DEPENDENCIES'),
  waitForEachOther('a dependency against the order', 'SEQUENTIAL'),
  {
    name: 'a group in another Region',
    apply: (plan) => ({
      plan: { ...withWaves(plan, { ProtectionGroupId: 'pg-far' }), ProtectionGroups: [...(plan.ProtectionGroups ?? []), farGroup(plan)] },
      paths: [`ProtectionGroups[${plan.ProtectionGroups?.length ?? 0}].Region`],
    }),
  },
  {
    name: '41 waves',
    apply: (plan) => ({
      plan: withWaves(plan, ...Array.from({ length: 41 - plan.Waves.length }, (_, index) => ({ ServerIds: [serverId(900_000 + index)] }))),
      paths: ['Waves'],
    }),
  },
  {
    name: 'more history events than Step Functions keeps',
    apply: (plan) => ({ plan: withWaves(plan, { ServerIds: serverIds(200, 900_000), ExecutionType: 'SEQUENTIAL' }), paths: ['Waves'] }),
    needsSoundWaves: true,
  },
];
