import type { Figure, Measurement } from '../measurement.js';
import { drillCost, type DrillCost } from './drillCost.js';
import { functionMemory } from './functionMemory.js';

/** Servers and waves of the drills whose cost is measured (issue 7). */
export const costedDrills = [[6, 3], [50, 10], [300, 20]] as const;

/** What a drill would cost with a finder of another size: its sleep is billed by memory. */
function dollarsWithFinderOf(megabytes: number, { dollars, finderDollars }: DrillCost): number {
  return dollars - finderDollars * (1 - megabytes / functionMemory().finder);
}

/** Lambda's least memory. MB. */
const leastMemory = 128;
const inDollars = (dollars: number): string => `$${dollars.toFixed(4)}`;
const share = (part: number, whole: number): string => `${(part / whole).toFixed(2)} of the loop's`;

function figuresOf(cost: DrillCost): readonly Figure[] {
  const { usage, loop, servers, waves } = cost;
  const large = servers >= 50;
  const compared = (what: string, ours: number, theirs: number, target: number | undefined): Figure => ({
    what: `${servers} servers in ${waves} waves: ${what}`,
    measured: `${Math.round(ours)}, ${share(ours, theirs)}`,
    beside: String(Math.round(theirs)),
    ...(target === undefined ? {} : { target: { text: `at most ${target}`, met: ours / theirs <= target } }),
  });
  return [
    compared('state transitions', usage.transitions, loop.transitions, large ? 0.2 : undefined),
    compared('write units', usage.writeUnits, loop.writeUnits, large ? 0.2 : undefined),
    compared('write units of polls alone', cost.pollerWriteUnits, loop.writeUnits, undefined),
    compared('Lambda invocations', usage.invocations, loop.invocations, undefined),
    compared('gigabyte-seconds', usage.gigabyteSeconds, loop.gigabyteSeconds, undefined),
    { what: `${servers} servers in ${waves} waves: read units; DRS calls, of which DescribeJobs`, measured: `${Math.round(usage.readUnits)}; ${cost.drsCalls}, ${cost.describeJobs}`, beside: `polls: ${loop.polls}` },
    {
      what: `${servers} servers in ${waves} waves: dollars`,
      measured: `${inDollars(cost.dollars)}, ${share(cost.dollars, loop.dollars)}`,
      beside: inDollars(loop.dollars),
      target: { text: `at most ${large ? 0.5 : 1}`, met: cost.dollars / loop.dollars <= (large ? 0.5 : 1) },
    },
    ...(functionMemory().finder === leastMemory
      ? []
      : [{ what: `${servers} servers in ${waves} waves: dollars, were the finder of ${leastMemory} MB`, measured: `${inDollars(dollarsWithFinderOf(leastMemory, cost))}, ${share(dollarsWithFinderOf(leastMemory, cost), loop.dollars)}` }]),
  ];
}

/** What a drill costs, beside a 30 s wait loop. */
export const cost: Measurement = {
  name: 'cost',
  title: 'Cost of a drill',
  how:
    'One drill of a plan that was drilled three times before, its waves one after the other, on virtual time with the measured profile. Transitions are states entered; gigabyte-seconds are virtual time by the memory that infra deploys, ' +
    'with assumed answer times of the services (`bench/src/system/serviceTimes.ts`); read and write units follow from the items\' sizes, indexes and transactions included; prices are list prices (`bench/src/cost/prices.ts`). ' +
    'All of the drill is counted, clean-up and repairs too, and the whole finder; of the loop only its polls: five transitions, three functions of 128 MB and 200 ms, one item of 300 B a server written. Another drill at the same time shares the finder.',
  async run() {
    const costs: DrillCost[] = [];
    for (const [servers, waves] of costedDrills) costs.push(await drillCost(servers, waves));
    return {
      results: {
        cost: costs.map((one) => ({
          servers: one.servers,
          waves: one.waves,
          dollars: one.dollars,
          dollarsVsThirtySecondLoop: one.dollars / one.loop.dollars,
          dollarsWithSmallestFinderVsThirtySecondLoop: dollarsWithFinderOf(leastMemory, one) / one.loop.dollars,
          transitionsVsThirtySecondLoop: one.usage.transitions / one.loop.transitions,
          writeUnitsVsThirtySecondLoop: one.usage.writeUnits / one.loop.writeUnits,
          pollingWriteUnitsVsThirtySecondLoop: one.pollerWriteUnits / one.loop.writeUnits,
          drsCalls: one.drsCalls,
          describeJobsCalls: one.describeJobs,
          ...one.usage,
          thirtySecondLoop: one.loop,
        })),
      },
      figures: costs.flatMap(figuresOf),
    };
  },
};
