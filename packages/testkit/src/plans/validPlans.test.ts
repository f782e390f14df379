import { effectiveDependencies, type RecoveryPlan, type Wave } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validPlan, validPlanInput, validPlanWithGroups } from './generators.js';
import type { PlanInput } from './planInput.js';

const draw = { numRuns: 1_000, seed: 3 };
const plans: readonly RecoveryPlan[] = fc.sample(validPlan(), draw);
const inputs: readonly PlanInput[] = fc.sample(validPlanInput(), draw);

/** What there is to choose about a wave, each choice as a word. */
const choices: Readonly<Record<string, { readonly of: (wave: Wave, plan: RecoveryPlan) => string; readonly among: readonly string[] }>> = {
  ordering: { of: (_, plan) => plan.WaveOrdering, among: ['SEQUENTIAL', 'DEPENDENCIES'] },
  dependencies: { of: (wave) => ['none', 'one', 'several'][Math.min(wave.Dependencies.length, 2)] ?? '', among: ['none', 'one', 'several'] },
  type: { of: (wave) => wave.ExecutionType, among: ['PARALLEL', 'SEQUENTIAL'] },
  order: { of: (wave) => (wave.ExecutionOrder === undefined ? 'as listed' : 'given'), among: ['as listed', 'given'] },
  wait: { of: (wave) => (wave.WaitTimeSeconds === 0 ? 'none' : 'some'), among: ['none', 'some'] },
  pause: { of: (wave) => String(wave.PauseBefore), among: ['true', 'false'] },
  health: { of: (wave) => String(wave.HealthCheck.Enabled), among: ['true', 'false'] },
  onTimeout: { of: (wave) => wave.HealthCheck.OnTimeout, among: ['FAIL', 'WARN'] },
  actions: { of: (wave) => wave.LaunchActions, among: ['REQUIRED', 'OPTIONAL'] },
  partly: { of: (wave) => wave.OnPartialFailure, among: ['STOP', 'CONTINUE'] },
  snapshot: { of: (wave) => (wave.RecoverySnapshotId === 'LATEST' ? 'LATEST' : 'pit'), among: ['LATEST', 'pit'] },
};
const names = Object.keys(choices);
const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
const waves = plans.flatMap((plan) => plan.Waves.map((wave) => Object.fromEntries(Object.entries(choices).map(([name, choice]) => [name, choice.of(wave, plan)]))));

describe('the generator of valid plans reaches', () => {
  it.each(pairs)('every combination of %s and %s', (one, other) => {
    const reached = new Set(waves.map((wave) => `${wave[one]} ${wave[other]}`));
    const all = choices[one]?.among.flatMap((first) => choices[other]?.among.map((second) => `${first} ${second}`) ?? []) ?? [];
    expect(all.filter((combination) => !reached.has(combination))).toEqual([]);
  });

  it('all combinations at once of ordering, type, health, its timeout, launch actions, partial failure and pause', () => {
    const together = ['ordering', 'type', 'health', 'onTimeout', 'actions', 'partly', 'pause'];
    expect(new Set(waves.map((wave) => together.map((name) => wave[name]).join(' '))).size).toBe(2 ** together.length);
  });

  it('every number of waves from 1 to 30', () => {
    expect([...new Set(plans.map((plan) => plan.Waves.length))].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('waves of every width from 1 to 40 servers, parallel and sequential ones', () => {
    const short = fc.sample(validPlan({ waves: 1 }), { numRuns: 5_000, seed: 3 });
    for (const type of ['PARALLEL', 'SEQUENTIAL']) {
      const widths = new Set(short.flatMap((plan) => plan.Waves.filter((wave) => wave.ExecutionType === type).map((wave) => wave.ServerIds?.length ?? 0)));
      expect([...widths].sort((a, b) => a - b), type).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    }
  });

  it('orders within a wave that are neither as listed nor the reverse', () => {
    const orders = plans.flatMap((plan) => plan.Waves.flatMap((wave) => (wave.ExecutionOrder === undefined ? [] : [wave.ExecutionOrder])));
    const isSorted = (order: readonly number[], step: 1 | -1): boolean => order.every((place, index) => index === 0 || place === (order[index - 1] ?? 0) + step);
    expect(orders.some((order) => !isSorted(order, 1) && !isSorted(order, -1))).toBe(true);
  });

  it('servers listed and in groups, and both within one plan', () => {
    const kinds = new Set(inputs.map((input) => [...new Set(input.Waves.map((wave) => (wave.ServerIds === undefined ? 'grouped' : 'listed')))].sort().join(' and ')));
    expect([...kinds].sort()).toEqual(['grouped', 'grouped and listed', 'listed']);
    expect(fc.sample(validPlanWithGroups(), draw).some(({ groups }) => groups.length > 1)).toBe(true);
  });

  it('every key left out, to have its default, and every key given', () => {
    const keys = ['ExecutionType', 'ExecutionOrder', 'Dependencies', 'WaitTimeSeconds', 'PauseBefore', 'ApprovalTimeoutSeconds', 'HealthCheck', 'LaunchActions', 'OnPartialFailure', 'TimeoutSeconds', 'RecoverySnapshotId'] as const;
    const written = inputs.flatMap((input) => input.Waves);
    for (const key of keys) expect([written.some((wave) => wave[key] === undefined), written.some((wave) => wave[key] !== undefined)], key).toEqual([true, true]);
    expect([inputs.some((input) => input.WaveOrdering === undefined), inputs.some((input) => input.PlanId === undefined)]).toEqual([true, true]);
  });

  it('dependencies by number and by name, chains, diamonds, and waves that depend on nothing', () => {
    const declared = inputs.flatMap((input) => input.Waves.flatMap((wave) => wave.Dependencies ?? []));
    expect([...new Set(declared.map((dependency) => typeof dependency))].sort()).toEqual(['number', 'string']);
    const free = plans.filter((plan) => plan.WaveOrdering === 'DEPENDENCIES').map((plan) => effectiveDependencies(plan));
    const depth = (of: ReadonlyMap<number, readonly number[]>, wave: number): number => 1 + Math.max(0, ...(of.get(wave) ?? []).map((parent) => depth(of, parent)));
    expect(free.some((of) => [...of.keys()].some((wave) => depth(of, wave) >= 5))).toBe(true);
    expect(free.some((of) => [...of.values()].filter((parents) => parents.length === 0).length >= 3)).toBe(true);
    const isDiamond = (of: ReadonlyMap<number, readonly number[]>): boolean => [...of.values()].some((parents) => parents.some((one) => parents.some((other) => one !== other && (of.get(one) ?? []).some((root) => of.get(other)?.includes(root)))));
    expect(free.some(isDiamond)).toBe(true);
  });
});
