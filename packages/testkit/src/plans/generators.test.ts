import { effectiveDependencies, topologicalOrder, validatePlan, worstCaseHistoryEvents, boundedWaves } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invalidPlan, validPlan, validPlanInput, validPlanWithGroups } from './generators.js';
import { structuralMutations } from './structuralMutations.js';

describe('every generated valid plan', () => {
  it('is valid, with 1 to 30 waves and 1 to 40 servers', () => {
    fc.assert(
      fc.property(validPlanInput(), (input) => {
        const validation = validatePlan(input);
        expect(validation.faults ?? []).toEqual([]);
        const servers = [...(validation.plan?.Waves ?? []), ...(validation.groups ?? [])].flatMap((part) => part.ServerIds ?? []);
        return servers.length >= 1 && servers.length <= 40 && new Set(servers).size === servers.length && input.Waves.length <= 30;
      }),
      { numRuns: 300 },
    );
  });

  it('has an order in which each wave comes after all it waits for, and each once [P1] [P2]', () => {
    fc.assert(
      fc.property(validPlan(), (plan) => {
        const numbers = plan.Waves.map((wave) => wave.WaveNumber);
        const dependencies = effectiveDependencies(plan);
        const order = topologicalOrder(numbers, dependencies);
        expect([...order].sort((a, b) => a - b)).toEqual([...numbers].sort((a, b) => a - b));
        return order.every((wave, index) => (dependencies.get(wave) ?? []).every((on) => order.indexOf(on) < index));
      }),
      { numRuns: 300 },
    );
  });

  it('in SEQUENTIAL ordering has one order only: by number [R1.1]', () => {
    fc.assert(
      fc.property(validPlan(), (plan) => {
        fc.pre(plan.WaveOrdering === 'SEQUENTIAL');
        const numbers = plan.Waves.map((wave) => wave.WaveNumber);
        expect(topologicalOrder(numbers, effectiveDependencies(plan))).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  it('costs fewer history events at its bounds than Step Functions keeps', () => {
    fc.assert(fc.property(validPlanWithGroups(), ({ plan, groups }) => worstCaseHistoryEvents(boundedWaves(plan, groups)) <= 25_000));
  });

  it('stays the same when validated again', () => {
    fc.assert(
      fc.property(validPlan(), (plan) => {
        expect(validatePlan(plan).plan).toEqual(plan);
      }),
    );
  });
});

describe('every generated invalid plan', () => {
  it('has faults at exactly the places that were spoilt, each with a message', () => {
    fc.assert(
      fc.property(invalidPlan(), ({ input, paths }) => {
        const faults = validatePlan(input).faults ?? [];
        expect(faults.map((fault) => fault.path).sort()).toEqual(paths);
        return faults.every((fault) => fault.message.length > 5);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(structuralMutations.map((mutation) => [mutation.name, mutation] as const))('is refused for %s, by itself [R12.3]', (_name, mutation) => {
    fc.assert(
      fc.property(validPlanInput({ waves: 10, servers: 15 }), fc.nat({ max: 100 }), (valid, pick) => {
        const { plan, paths } = mutation.apply(valid, pick);
        expect(validatePlan(plan).faults?.map((fault) => fault.path)).toEqual(paths);
      }),
      { numRuns: 30 },
    );
  });
});
