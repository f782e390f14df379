import {
  boundedWaves, dependentsOf, effectiveDependencies, executionBoundSeconds, executionOutcome, launchOrder, lets, longestPathSeconds, machineBoundSeconds, newExecution, readiness, serversInScope, settled, skipped,
  topologicalOrder, transitiveDependents, waitBoundsSeconds, waveBoundSeconds, worstCaseHistoryEvents, type BoundedWave, type ExecutionType, type RecoveryPlan, type ServerStatus, type StoredExecution, type WaveRecord, type WaveStatus,
} from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validPlan } from '../../src/plans/generators.js';

const start = 1_700_000_000;
const anyType = fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY');
const sizes = { waves: 15, servers: 30 };

const numbersOf = (plan: RecoveryPlan): number[] => plan.Waves.map((wave) => wave.WaveNumber);

/** All that a wave waits for, however far, step by step. */
function upstream(wave: number, parents: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (number: number): void => {
    for (const parent of parents.get(number) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      visit(parent);
    }
  };
  visit(wave);
  return found;
}

describe('the graph of any plan', () => {
  it('downstream of waves is exactly what waits for one of them, however far [P12] [R4.2]', () => {
    fc.assert(
      fc.property(validPlan(sizes), fc.array(fc.nat(), { maxLength: 3 }), (plan, picks) => {
        const parents = effectiveDependencies(plan);
        const numbers = numbersOf(plan);
        const failed = [...new Set(picks.map((pick) => numbers[pick % numbers.length] ?? 0))];
        const downstream = numbers.filter((wave) => failed.some((one) => upstream(wave, parents).has(one))).sort((a, b) => a - b);
        expect(transitiveDependents(failed, dependentsOf(parents))).toEqual(downstream);
      }),
      { numRuns: 300 },
    );
  });

  it('turned round it has the same edges', () => {
    fc.assert(
      fc.property(validPlan(sizes), (plan) => {
        const parents = effectiveDependencies(plan);
        const edges = (of: ReadonlyMap<number, readonly number[]>, back: boolean): string[] => [...of].flatMap(([from, tos]) => tos.map((to) => (back ? `${to} ${from}` : `${from} ${to}`))).sort();
        expect(edges(dependentsOf(parents), true)).toEqual(edges(parents, false));
      }),
      { numRuns: 200 },
    );
  });

  it('in SEQUENTIAL ordering has every wave after every one of a lower number; in DEPENDENCIES only after what it declares [P1] [P2] [R1.1] [R1.2]', () => {
    fc.assert(
      fc.property(validPlan(sizes), (plan) => {
        const parents = effectiveDependencies(plan);
        for (const wave of plan.Waves) {
          if (plan.WaveOrdering === 'DEPENDENCIES') expect([...(parents.get(wave.WaveNumber) ?? [])]).toEqual([...wave.Dependencies].sort((a, b) => a - b));
          else expect([...upstream(wave.WaveNumber, parents)].sort((a, b) => a - b)).toEqual(numbersOf(plan).filter((number) => number < wave.WaveNumber).sort((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('among the waves that are free the lowest number comes first', () => {
    fc.assert(
      fc.property(validPlan(sizes), (plan) => {
        const parents = effectiveDependencies(plan);
        const order = topologicalOrder(numbersOf(plan), parents);
        order.forEach((wave, index) => {
          const before = new Set(order.slice(0, index));
          const free = order.slice(index).filter((other) => (parents.get(other) ?? []).every((parent) => before.has(parent)));
          expect(wave).toBe(Math.min(...free));
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** How each wave's servers end, drawn by wave and position. */
const endings = fc.infiniteStream(fc.constantFrom<ServerStatus>('LAUNCHED', 'LAUNCHED', 'LAUNCHED', 'LAUNCHED', 'WARNING', 'FAILED', 'STARTED'));

function ending(wave: WaveRecord, next: () => ServerStatus): WaveRecord {
  return { ...wave, Servers: wave.Servers.map((server) => ({ ...server, Status: next(), PostLaunchActionsStatus: 'NONE' })) };
}

interface Walk {
  readonly execution: StoredExecution;
  readonly waves: readonly WaveRecord[];
  /** By wave, when it was begun. */
  readonly begunAt: ReadonlyMap<number, number>;
}

/** Runs a plan as its waves alone decide: each wave, whenever asked, starts, is skipped, or waits; servers end as drawn. */
function walk(plan: RecoveryPlan, type: ExecutionType, next: () => ServerStatus, duration: () => number): Walk {
  const execution = newExecution({ executionId: 'e-1', plan: { ...plan, Version: 1 }, groups: [], executionType: type, initiatedBy: 'me', sourceAccountId: '111111111111', now: start });
  let waves = execution.waves;
  const begunAt = new Map<number, number>();
  const ends = new Map<number, number>();
  const put = (changed: WaveRecord): void => {
    waves = waves.map((wave) => (wave.WaveNumber === changed.WaveNumber ? changed : wave));
  };
  const final = (status: WaveStatus): boolean => !['PENDING', 'LAUNCHING'].includes(status);
  for (let now = start; waves.some((wave) => !final(wave.WaveStatus)); now += 7) {
    if (now > start + 10_000_000) throw new Error('the walk never ends');
    for (const { WaveNumber } of waves) {
      const wave = waves.find((one) => one.WaveNumber === WaveNumber) as WaveRecord;
      if (wave.WaveStatus === 'LAUNCHING' && now >= (ends.get(WaveNumber) ?? 0)) put(settled(ending(wave, next), execution.header, { Error: '' }, now));
      if (wave.WaveStatus !== 'PENDING') continue;
      const may = readiness(wave, waves, now);
      if (may === 'SKIP') put(skipped(wave, now));
      if (may !== 'START') continue;
      begunAt.set(WaveNumber, now);
      ends.set(WaveNumber, now + duration());
      put({ ...wave, WaveStatus: 'LAUNCHING', StartTime: now });
    }
  }
  return { execution, waves, begunAt };
}

describe('any plan, walked with servers that end anyhow', () => {
  const anyWalk = fc
    .tuple(validPlan({ waves: 8, servers: 16 }), anyType, endings, fc.infiniteStream(fc.integer({ min: 1, max: 900 })))
    .map(([plan, type, ends, durations]) => ({ plan, ...walk(plan, type, () => ends.next().value as ServerStatus, () => durations.next().value as number) }));

  it('no wave begins before all it depends on let it and have waited in full; at most a step later than it may [P1] [P2] [P3] [R1.1] [R1.2] [R1.3]', () => {
    fc.assert(
      fc.property(anyWalk, ({ waves, begunAt }) => {
        for (const wave of waves) {
          const at = begunAt.get(wave.WaveNumber);
          if (at === undefined) continue;
          const parents = waves.filter((other) => wave.DependsOn.includes(other.WaveNumber));
          expect(parents.every(lets)).toBe(true);
          const free = Math.max(start, ...parents.map((parent) => (parent.EndTime ?? Infinity) + parent.WaitTimeSeconds));
          expect(at).toBeGreaterThanOrEqual(free);
          expect(at - free).toBeLessThanOrEqual(7);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('SKIPPED is exactly what is downstream of a wave that lets nothing, however far, and none of its servers was attempted [P12] [R4.2]', () => {
    fc.assert(
      fc.property(anyWalk, ({ plan, waves, begunAt }) => {
        const parents = effectiveDependencies(plan);
        const stops = waves.filter((wave) => begunAt.has(wave.WaveNumber) && !lets(wave)).map((wave) => wave.WaveNumber);
        for (const wave of waves) {
          const downstream = stops.some((stop) => upstream(wave.WaveNumber, parents).has(stop));
          expect(wave.WaveStatus === 'SKIPPED').toBe(downstream);
          expect(begunAt.has(wave.WaveNumber)).toBe(!downstream);
          if (downstream) expect(wave.Servers.every((server) => server.Status === 'SKIPPED' && server.LaunchTime === undefined)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the execution ends as its waves did: FAILED if one FAILED, else COMPLETED if all are, else TIMEOUT if one timed out, else PARTIAL [P16] [A20]', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyWalk, ({ execution, waves }) => {
        const statuses = waves.map((wave) => wave.WaveStatus);
        const expected = statuses.includes('FAILED') ? 'FAILED' : statuses.every((status) => status === 'COMPLETED') ? 'COMPLETED' : statuses.includes('TIMEOUT') ? 'TIMEOUT' : 'PARTIAL';
        seen.add(expected);
        expect(executionOutcome({ ...execution.header, Status: 'POLLING' }, waves)).toBe(expected);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(['COMPLETED', 'FAILED', 'PARTIAL', 'TIMEOUT']);
  });
});

describe('the order within a wave', () => {
  it('is ExecutionOrder\'s, or as listed; each position is one server, each server one position [R1.5] [P5]', () => {
    fc.assert(
      fc.property(validPlan(sizes), (plan) => {
        const { waves } = newExecution({ executionId: 'e-1', plan: { ...plan, Version: 1 }, groups: [], executionType: 'DRILL', initiatedBy: 'me', sourceAccountId: '111111111111', now: start });
        waves.forEach((wave, index) => {
          const listed = plan.Waves[index]?.ServerIds ?? [];
          const order = plan.Waves[index]?.ExecutionOrder ?? listed.map((_, place) => place + 1);
          const expected = order.map((place) => listed[place - 1]);
          expect(launchOrder(wave).map((server) => server.SourceServerId)).toEqual(expected);
          expect(expected.map((_, place) => serversInScope(wave, place + 1).map((server) => server.SourceServerId))).toEqual(expected.map((server) => [server]));
          expect(serversInScope(wave, listed.length + 1)).toEqual([]);
          expect(new Set(expected).size).toBe(listed.length);
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** A wave that may take longer than another: each change asks for more time or more events, or for as much. */
const growths: Readonly<Record<string, (wave: BoundedWave) => BoundedWave>> = {
  'a longer timeout': (wave) => ({ ...wave, TimeoutSeconds: wave.TimeoutSeconds + 600 }),
  'a longer wait': (wave) => ({ ...wave, WaitTimeSeconds: wave.WaitTimeSeconds + 600 }),
  'an approval': (wave) => ({ ...wave, PauseBefore: true }),
  'a longer approval': (wave) => ({ ...wave, ApprovalTimeoutSeconds: wave.ApprovalTimeoutSeconds + 600 }),
  'a health check': (wave) => ({ ...wave, HealthCheck: { Enabled: true } }),
  'a server more': (wave) => ({ ...wave, ServerCount: wave.ServerCount + 1 }),
};

describe('the bounds of any plan', () => {
  const grown = fc.tuple(validPlan(sizes), fc.nat(), anyType, fc.constantFrom(...Object.keys(growths))).map(([plan, pick, type, name]) => {
    const waves = boundedWaves(plan, []);
    const grow = growths[name] ?? ((wave: BoundedWave) => wave);
    return { type, name, waves, more: waves.map((wave, index) => (index === pick % waves.length ? grow(wave) : wave)) };
  });

  it('never shrink as a wave may take longer, nor do its history events', () => {
    fc.assert(
      fc.property(grown, ({ waves, more, type }) => {
        expect(executionBoundSeconds(more, type)).toBeGreaterThanOrEqual(executionBoundSeconds(waves, type));
        expect(longestPathSeconds(more, type)).toBeGreaterThanOrEqual(longestPathSeconds(waves, type));
        expect(worstCaseHistoryEvents(more)).toBeGreaterThanOrEqual(worstCaseHistoryEvents(waves));
        const [before, after] = [waitBoundsSeconds(waves, type), waitBoundsSeconds(more, type)];
        for (const [wave, seconds] of before) expect(after.get(wave)).toBeGreaterThanOrEqual(seconds);
      }),
      { numRuns: 500 },
    );
  });

  it('never shrink as a wave waits for one more, and are those of a recovery at least as long as those of a drill', () => {
    fc.assert(
      fc.property(validPlan(sizes), fc.nat(), fc.nat(), anyType, (plan, from, to, type) => {
        const waves = boundedWaves(plan, []);
        const order = topologicalOrder(numbersOf(plan), effectiveDependencies(plan));
        const [parent, child] = [Math.min(from % order.length, to % order.length), Math.max(from % order.length, to % order.length)];
        const linked = waves.map((wave) => (wave.WaveNumber === order[child] && child !== parent ? { ...wave, DependsOn: [...new Set([...wave.DependsOn, order[parent] as number])] } : wave));
        expect(executionBoundSeconds(linked, type)).toBeGreaterThanOrEqual(executionBoundSeconds(waves, type));
        expect(executionBoundSeconds(waves, 'RECOVERY')).toBeGreaterThanOrEqual(executionBoundSeconds(waves, 'DRILL'));
      }),
      { numRuns: 300 },
    );
  });

  it('follow the longest way: a wave waits for the slowest of those it depends on, and the execution for its last wave', () => {
    fc.assert(
      fc.property(validPlan({ waves: 10, servers: 20 }), anyType, (plan, type) => {
        const waves = boundedWaves(plan, []);
        const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
        const through = new Map<number, number>();
        const endOf = (number: number): number => {
          const known = through.get(number);
          if (known !== undefined) return known;
          const wave = byNumber.get(number) as BoundedWave;
          const end = Math.max(0, ...wave.DependsOn.map(endOf)) + waveBoundSeconds(wave, type);
          through.set(number, end);
          return end;
        };
        const waits = waitBoundsSeconds(waves, type);
        for (const wave of waves) expect((waits.get(wave.WaveNumber) ?? -1) + waveBoundSeconds(wave, type)).toBe(endOf(wave.WaveNumber));
        expect(longestPathSeconds(waves, type)).toBe(Math.max(...waves.map((wave) => endOf(wave.WaveNumber))));
      }),
      { numRuns: 200 },
    );
  });

  it('are at least the longest wave\'s own, at most the machine\'s 14 days', () => {
    fc.assert(
      fc.property(validPlan(sizes), anyType, (plan, type) => {
        const waves = boundedWaves(plan, []);
        const bound = executionBoundSeconds(waves, type);
        expect(bound).toBeLessThanOrEqual(machineBoundSeconds);
        for (const wave of waves) expect(bound).toBeGreaterThanOrEqual(Math.min(machineBoundSeconds, wave.TimeoutSeconds + wave.WaitTimeSeconds));
      }),
      { numRuns: 200 },
    );
  });
});
