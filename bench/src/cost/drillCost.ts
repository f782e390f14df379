import type { RecoveryPlan } from '@drs-orchestration/core';
import { aPlan, defaultWorld, serverIds } from '@drs-orchestration/testkit';
import { waitLoop } from '../detection/fixedSchedules.js';
import { withSystem, type MeasuredSystem } from '../system/measuredSystem.js';
import { functionMemory } from './functionMemory.js';
import { dollarsOf, type Usage } from './prices.js';
import { waitLoopUsage } from './waitLoopUsage.js';

/** What a drill used, and what a 30 s wait loop would have used for its polls alone, on the same jobs. */
export interface DrillCost {
  readonly servers: number;
  readonly waves: number;
  readonly usage: Usage;
  readonly drsCalls: number;
  readonly describeJobs: number;
  readonly dollars: number;
  /** Of the write units, those of polls: what the loop's are. */
  readonly pollerWriteUnits: number;
  /** Of the dollars, those for the finder's gigabyte-seconds: mostly sleep. */
  readonly finderDollars: number;
  readonly loop: Usage & { readonly polls: number; readonly dollars: number };
  /** Seconds from its start to its end, clean-up not included. */
  readonly seconds: number;
}

/** A plan of so many servers in so many waves, one after the other, as evenly as can be. */
export function drillPlan(servers: number, waves: number): RecoveryPlan {
  const firstOf = (wave: number): number => Math.floor((servers * wave) / waves);
  return Array.from({ length: waves }, (_, wave) => serverIds(firstOf(wave + 1) - firstOf(wave), 1 + firstOf(wave)))
    .reduce((plan, ServerIds) => plan.withWave({ ServerIds }), aPlan({ PlanId: `drill-of-${servers}` }))
    .build();
}

/** Runs that are not counted: of the plan's later ones the polls are better placed. */
const warmUpRuns = 3;

/** The cost of a drill on the measured profile, of a plan that was drilled before. */
export function drillCost(servers: number, waves: number): Promise<DrillCost> {
  const plan = drillPlan(servers, waves);
  return withSystem({ ...defaultWorld(serverIds(servers)), Seed: 1, Profile: 'measured' }, [plan], async (system) => {
    for (let run = 0; run < warmUpRuns; run += 1) await system.drill(plan.PlanId);
    const before = used(system, 0);
    const [jobsBefore, callsBefore] = [system.detected.length, system.emulator.calls.length];
    const { header, transitions } = await system.drill(plan.PlanId);
    const usage = difference(used(system, transitions), before);
    const jobs = system.detected.slice(jobsBefore);
    const calls = system.emulator.calls.slice(callsBefore).filter(({ service }) => service === 'drs');
    const polls = jobs.reduce((sum, { job, settledAt }) => sum + waitLoop({ settledAt: (settledAt - job.createdAt) / 1000 }, 30).calls, 0);
    const loop = waitLoopUsage(polls, servers);
    return {
      servers,
      waves,
      usage,
      drsCalls: calls.length,
      describeJobs: calls.filter(({ operation }) => operation === 'DescribeJobs').length,
      dollars: dollarsOf(usage),
      pollerWriteUnits: usage.pollerWriteUnits,
      finderDollars: dollarsOf({ transitions: 0, invocations: 0, readUnits: 0, writeUnits: 0, scheduled: 0, gigabyteSeconds: usage.finderGigabyteSeconds }),
      loop: { ...loop, polls, dollars: dollarsOf(loop) },
      seconds: (header.EndTime ?? 0) - header.StartTime,
    };
  });
}

type WholeUsage = Usage & { readonly finderGigabyteSeconds: number; readonly pollerWriteUnits: number };

/** What a system has used so far, with so many transitions. */
function used({ functions, stores }: MeasuredSystem, transitions: number): WholeUsage {
  const memory = functionMemory();
  const names = Object.keys(functions) as (keyof typeof functions)[];
  const gigabyteSeconds = (name: keyof typeof functions): number => (functions[name].milliseconds / 1000) * (memory[name] / 1024);
  const sum = (of: (name: keyof typeof functions) => number): number => names.reduce((total, name) => total + of(name), 0);
  return {
    transitions,
    invocations: sum((name) => functions[name].invocations),
    gigabyteSeconds: sum(gigabyteSeconds),
    finderGigabyteSeconds: gigabyteSeconds('finder'),
    readUnits: sum((name) => stores[name].readUnits),
    writeUnits: sum((name) => stores[name].writeUnits),
    pollerWriteUnits: stores.poller.writeUnits,
    scheduled: functions.finder.invocations,
  };
}

function difference(after: WholeUsage, before: WholeUsage): WholeUsage {
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, value - before[key as keyof WholeUsage]])) as unknown as WholeUsage;
}
