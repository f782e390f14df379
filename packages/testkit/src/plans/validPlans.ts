import { formatFaults, validatePlan, type RecoveryPlan, type ValidPlan } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import type { PlanInput, WaveInput } from './planInput.js';
import { serverIds } from './serverIds.js';

/** How large generated plans may be. */
export interface PlanSizes {
  /** At most 30 by default. */
  readonly waves?: number;
  /** At most 40 by default; never fewer than waves. */
  readonly servers?: number;
}

/** What is drawn for one wave, before it is known which waves there are. */
interface WaveDraw {
  readonly servers: number;
  readonly gap: number;
  readonly dependsOn: readonly number[];
  readonly spelled: boolean;
  readonly grouped: boolean;
  /** Numbers whose ranking is the launch order; undefined: as listed. */
  readonly order: readonly number[] | undefined;
  readonly keys: WaveInput;
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Drops the keys that were not drawn, since a file has no `undefined`. */
function given<T extends object>(keys: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

const waveKeys: fc.Arbitrary<WaveInput> = fc
  .record({
    ExecutionType: optional(fc.constantFrom('PARALLEL' as const, 'SEQUENTIAL' as const)),
    WaitTimeSeconds: optional(fc.integer({ min: 0, max: 600 })),
    PauseBefore: optional(fc.boolean()),
    ApprovalTimeoutSeconds: optional(fc.integer({ min: 60, max: 7_200 })),
    HealthCheck: optional(fc.record({ Enabled: optional(fc.boolean()), OnTimeout: optional(fc.constantFrom('FAIL' as const, 'WARN' as const)) }).map(given)),
    LaunchActions: optional(fc.constantFrom('REQUIRED' as const, 'OPTIONAL' as const)),
    OnPartialFailure: optional(fc.constantFrom('STOP' as const, 'CONTINUE' as const)),
    TimeoutSeconds: optional(fc.integer({ min: 60, max: 3_600 })),
    RecoverySnapshotId: optional(fc.constantFrom('LATEST', 'pit-0123456789abcdef0')),
  })
  // A pause without its own timeout would wait a day: 30 of them cost more history than there is.
  .map((keys) => given(keys.PauseBefore === true ? { ...keys, ApprovalTimeoutSeconds: keys.ApprovalTimeoutSeconds ?? 3_600 } : keys));

/** The most servers drawn for one wave. */
const mostServersInWave = 40;

const waveDraw: fc.Arbitrary<WaveDraw> = fc.record({
  // A wide wave leaves little of the plan's servers to the others, so most are narrow.
  servers: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) }, { weight: 1, arbitrary: fc.integer({ min: 9, max: mostServersInWave }) }),
  gap: fc.integer({ min: 1, max: 5 }),
  dependsOn: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }),
  spelled: fc.boolean(),
  grouped: fc.boolean(),
  order: optional(fc.array(fc.nat({ max: 1_000 }), { minLength: mostServersInWave, maxLength: mostServersInWave })),
  keys: waveKeys,
});

/** A permutation of 1 to `count`: the places of the first `count` numbers when they are ranked. */
function permutation(count: number, numbers: readonly number[]): number[] {
  const places = Array.from({ length: count }, (_, index) => index + 1);
  return places.sort((one, other) => (numbers[one - 1] ?? 0) - (numbers[other - 1] ?? 0));
}

/** Wave numbers: growing, with gaps; under DEPENDENCIES in any order, since only Dependencies count there. */
function numbersOf(draws: readonly WaveDraw[], reversed: boolean): number[] {
  let last = 0;
  const numbers = draws.map((draw) => (last += draw.gap));
  return reversed ? numbers.reverse() : numbers;
}

function planInput(keys: Partial<PlanInput>, draws: readonly WaveDraw[], reversed: boolean, mostServers: number): PlanInput {
  const numbers = numbersOf(draws, reversed && keys.WaveOrdering === 'DEPENDENCIES');
  let used = 0;
  const groups: NonNullable<PlanInput['ProtectionGroups']>[number][] = [];
  const Waves = draws.map((draw, index): WaveInput => {
    const count = Math.max(1, Math.min(draw.servers, mostServers - used - (draws.length - index - 1)));
    const ServerIds = serverIds(count, used + 1);
    used += count;
    // Only on waves before it in the list, so that there is never a cycle.
    const parents = index === 0 ? [] : [...new Set(draw.dependsOn.map((n) => numbers[n % index] ?? 0))];
    const GroupId = `pg-${index + 1}`;
    if (draw.grouped) groups.push({ GroupId, GroupName: `Group ${index + 1}`, Region: keys.Region ?? '', ServerIds });
    return {
      WaveNumber: numbers[index] ?? 0,
      WaveName: `Wave ${index + 1}`,
      ...(draw.grouped ? { ProtectionGroupId: GroupId } : { ServerIds }),
      ...(parents.length > 0 ? { Dependencies: parents.map((number) => (draw.spelled ? `Wave-${number}` : number)) } : {}),
      ...(draw.order === undefined ? {} : { ExecutionOrder: permutation(count, draw.order) }),
      ...draw.keys,
    };
  });
  return { ...keys, ...(groups.length > 0 ? { ProtectionGroups: groups } : {}), Waves };
}

/**
 * Contents of valid plan files: every ordering, dependency, kind of wave, order within it, wait, pause, health setting,
 * launch action and partial failure, servers listed or in groups, and every default; 1 to 30 waves of 1 to 40 servers.
 */
export function validPlanInput(sizes: PlanSizes = {}): fc.Arbitrary<PlanInput> {
  const most = sizes.waves ?? 30;
  const keys = fc.record({
    PlanName: fc.constantFrom('Web shop', 'Buchhaltung Köln', 'a'),
    PlanId: optional(fc.constantFrom('plan-1', 'shop')),
    Description: optional(fc.string({ maxLength: 50 })),
    Region: fc.constantFrom('us-east-1', 'eu-central-1', 'us-gov-west-1'),
    WaveOrdering: optional(fc.constantFrom('SEQUENTIAL' as const, 'DEPENDENCIES' as const)),
    TerminateAfterDrill: optional(fc.boolean()),
    RtoTargetSeconds: optional(fc.integer({ min: 1, max: 86_400 })),
  });
  return fc
    // Without a size of its own fast-check would hardly ever draw the longest plans.
    .tuple(keys, fc.array(waveDraw, { minLength: 1, maxLength: most, size: 'max' }), fc.boolean())
    .map(([plan, draws, reversed]) => planInput(given(plan), draws, reversed, Math.max(sizes.servers ?? 40, draws.length)));
}

/** Valid plans with the groups they carry, every default filled in. */
export function validPlanWithGroups(sizes: PlanSizes = {}): fc.Arbitrary<ValidPlan> {
  return validPlanInput(sizes).map((input) => {
    const validation = validatePlan(input);
    if (validation.faults !== undefined) throw new Error(`a generated plan is not valid:\n${formatFaults(validation.faults, 'plan')}`);
    return validation;
  });
}

/** Valid plans whose waves list their servers. */
export function validPlan(sizes: PlanSizes = {}): fc.Arbitrary<RecoveryPlan> {
  return validPlanWithGroups(sizes).map(({ plan, groups }) => ({
    ...plan,
    Waves: plan.Waves.map((wave) => {
      const { ProtectionGroupId, ...rest } = wave;
      const ServerIds = groups.find((group) => group.GroupId === ProtectionGroupId)?.ServerIds;
      return ServerIds === undefined ? wave : { ...rest, ServerIds };
    }),
  }));
}
