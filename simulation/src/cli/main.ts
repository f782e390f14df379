import { randomInt } from 'node:crypto';
import { isMainThread, parentPort } from 'node:worker_threads';
import machine from '@drs-orchestration/orchestrator/recovery.asl.json' with { type: 'json' };
import fixedSeeds from '../../seeds.json' with { type: 'json' };
import { crashAt, undisturbed } from '../crash/crashAt.js';
import { crashScript } from '../crash/crashScript.js';
import { runScript } from '../runs/runScript.js';
import { smallestScript } from '../runs/smallestScript.js';
import { standardScript } from '../runs/standardScript.js';
import { Strikes } from '../system/strikes.js';
import { parseSimulateArguments, usage, UsageError, type SimulateArguments } from './arguments.js';
import { describeFailure } from './describeFailure.js';
import { describeStrikes, kindsWithout } from './describeStrikes.js';
import { runOnWorkers } from './runOnWorkers.js';
import { nameOf, Runner, type RunRequest, type RunSummary } from './runSummary.js';

const definition = JSON.stringify(machine);
/** The largest number of failed seeds that are made small and shown. */
const shownFailures = 3;
/** Standard drills a minute to be reached on two cores. Times fail nothing: how many inputs and outputs a drill takes is what a test holds. */
const targetDrillsAMinute = 1000;
/** Steps beyond those of the undisturbed drill at which a death is tried: repetitions take some more. */
const furtherSteps = 20;

async function requestsFor({ what, seeds, kill }: SimulateArguments): Promise<readonly RunRequest[]> {
  if (what !== 'CRASH') return seeds.map((seed) => ({ kind: what, seed }));
  if (kill !== undefined) return [{ kind: 'CRASH', kill }];
  const { steps } = await undisturbed(definition);
  return Array.from({ length: steps + furtherSteps }, (_, index) => index + 1).flatMap((step): RunRequest[] => [{ kind: 'CRASH', kill: { step, side: 'BEFORE' } }, { kind: 'CRASH', kill: { step, side: 'AFTER' } }]);
}

function announcement({ what, seeds }: SimulateArguments, requests: readonly RunRequest[]): string {
  if (what === 'CRASH' && requests.length === 1) return 'one drill with a function\'s death in it';
  if (what === 'CRASH') return `${requests.length} drills, each with a function's death before or after another of ${requests.length / 2} inputs and outputs (the last ${furtherSteps} only where something is repeated)`;
  const of = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  return `${requests.length} ${what === 'STANDARD' ? 'standard drills' : 'runs'}, ${of}`;
}

async function main(): Promise<number> {
  const asked = parseSimulateArguments(process.argv.slice(2), () => randomInt(0, 2 ** 31), fixedSeeds);
  const requests = await requestsFor(asked);
  console.log(`Simulating ${announcement(asked, requests)}; ${Math.min(asked.workers, requests.length)} at a time`);
  const began = performance.now();
  const statuses = new Map<string, number>();
  const failed: RunSummary[] = [];
  const strikes = new Strikes();
  let [runs, steps, seconds, deaths] = [0, 0, 0, 0];
  await runOnWorkers(new URL(import.meta.url), requests, asked.workers, (summary) => {
    runs += 1;
    steps += summary.steps;
    seconds += summary.seconds;
    deaths += summary.deaths;
    for (const [kind, times] of summary.strikes) strikes.count(kind, times);
    for (const status of summary.statuses) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (summary.violations.length > 0) {
      failed.push(summary);
      for (const { invariant, found } of firstOfEach(summary.violations)) console.log(`${nameOf(summary.request)}: VIOLATION: ${invariant}: ${found}`);
    } else if (asked.verbose) console.log(`${nameOf(summary.request)}: ${summary.statuses.join(', ')} after ${Math.round(summary.seconds)} s, ${summary.steps} inputs and outputs`);
    return !(asked.until !== undefined && summary.violations.some(({ invariant }) => asked.until?.includes(invariant)));
  });
  const minutes = (performance.now() - began) / 60_000;
  const ends = [...statuses].sort().map(([status, count]) => `${count} ${status}`).join(', ');
  console.log(`${runs} runs, ${Math.round(seconds / 3600)} h of virtual time, ${steps} inputs and outputs, ${deaths} deaths, in ${(minutes * 60).toFixed(1)} s (${Math.round(runs / minutes)} a minute${asked.what === 'STANDARD' ? `; the target is ${targetDrillsAMinute} on two cores` : ''}): ${ends}`);
  if (asked.until === undefined) await showFailures(failed);
  console.log(failed.length === 0 ? 'No invariant was broken.' : `${failed.length} of ${runs} runs broke an invariant: ${failed.slice(0, 20).map(({ request }) => nameOf(request)).join(', ')}`);
  const missing = asked.isFixed ? kindsWithout(strikes.counts) : [];
  if (asked.isFixed) console.log(describeStrikes(strikes.counts));
  return failed.length === 0 && missing.length === 0 ? 0 : 1;
}

/** One violation of each invariant: a run that goes wrong may break one many times over. */
function firstOfEach(violations: RunSummary['violations']): RunSummary['violations'] {
  return violations.filter(({ invariant }, index) => violations.findIndex((other) => other.invariant === invariant) === index);
}

async function showFailures(failed: readonly RunSummary[]): Promise<void> {
  for (const { request } of failed.slice(0, shownFailures)) console.log(await failureOf(request));
}

async function failureOf(request: RunRequest): Promise<string> {
  if (request.kind === 'CRASH') {
    const { outcome, violations } = await crashAt(request.kill, definition, await undisturbed(definition));
    return describeFailure({ name: nameOf(request), replay: `--crash ${request.kill.step}:${request.kill.side}`, script: crashScript([request.kill]), outcome, violations });
  }
  const replay = request.kind === 'SEED' ? `--seed ${request.seed}` : `--standard --seed ${request.seed}`;
  if (request.kind === 'STANDARD') {
    const outcome = await runScript(standardScript(request.seed), definition);
    return describeFailure({ name: nameOf(request), replay, script: standardScript(request.seed), outcome, violations: outcome.violations });
  }
  const smallest = await smallestScript(request.seed, definition);
  if (smallest === undefined) return `Seed ${request.seed} does not fail again: the simulation is not deterministic.`;
  return describeFailure({ name: nameOf(request), replay, ...smallest, violations: smallest.outcome.violations });
}

if (!isMainThread) {
  const runner = new Runner(definition);
  parentPort?.on('message', (request: RunRequest) => void runner.run(request).then((summary) => parentPort?.postMessage(summary)));
} else {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}
