import { describe, expect, it } from 'vitest';
import { drillCost, drillPlan } from '../src/cost/drillCost.js';
import { functionMemory } from '../src/cost/functionMemory.js';
import { dollarsOf, prices } from '../src/cost/prices.js';
import { waitLoopUsage } from '../src/cost/waitLoopUsage.js';

const nothing = { transitions: 0, invocations: 0, gigabyteSeconds: 0, readUnits: 0, writeUnits: 0, scheduled: 0 };

describe('a 30 s wait loop', () => {
  it('is five transitions, three functions and the execution\'s one item a poll', () => {
    expect(waitLoopUsage(2, 50)).toEqual({ ...nothing, transitions: 10, invocations: 6, gigabyteSeconds: 0.15000000000000002, writeUnits: 30 });
  });
});

describe('a price', () => {
  it('is the sum of all that is used', () => {
    expect(dollarsOf(nothing)).toBe(0);
    expect(dollarsOf({ transitions: 1, invocations: 1, gigabyteSeconds: 1, readUnits: 1, writeUnits: 1, scheduled: 1 })).toBeCloseTo(Object.values(prices).reduce((sum, price) => sum + price, 0), 12);
  });

  it('is taken for the memory that infra deploys', () => {
    expect(Object.keys(functionMemory())).toEqual(['finder', 'poller', 'orchestrator', 'api']);
    for (const megabytes of Object.values(functionMemory())) expect(megabytes).toBeGreaterThanOrEqual(128);
  });
});

describe('the plans whose cost is measured', () => {
  it('hold all servers once, as evenly as can be', () => {
    const { Waves } = drillPlan(50, 12);
    expect(Waves.map((wave) => wave.ServerIds?.length)).toEqual([4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 5]);
    expect(new Set(Waves.flatMap((wave) => wave.ServerIds)).size).toBe(50);
  });
});

describe('a drill of a plan that was drilled before', () => {
  it('of six servers in three waves takes 59 state transitions, 300 invocations, 450 write units and 145 DRS calls at most [R7.4]', async () => {
    const { usage, drsCalls, describeJobs, loop } = await drillCost(6, 3);
    expect(usage.transitions).toBeLessThanOrEqual(59);
    expect(usage.invocations).toBeLessThanOrEqual(300);
    expect(usage.writeUnits).toBeLessThanOrEqual(450);
    expect(drsCalls).toBeLessThanOrEqual(145);
    // Beside its polls, each wave looks at the running jobs before it launches.
    expect(describeJobs).toBeLessThanOrEqual(loop.polls + 3);
  });

  it('of fifty servers in ten waves takes a fifth of a 30 s loop\'s transitions at most, and a third of its write units', async () => {
    const { usage, loop } = await drillCost(50, 10);
    expect(usage.transitions).toBeLessThanOrEqual(loop.transitions / 5);
    expect(usage.writeUnits).toBeLessThanOrEqual(loop.writeUnits / 3);
  });
});
