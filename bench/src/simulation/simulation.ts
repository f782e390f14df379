import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { aPlan, defaultWorld, serverIds, wallPacer } from '@drs-orchestration/testkit';
import { drillPlan } from '../cost/drillCost.js';
import type { Measurement } from '../measurement.js';
import { withSystem } from '../system/measuredSystem.js';

const folder = fileURLToPath(new URL('../../../simulation/', import.meta.url));
/** Standard drills on each worker: enough that starting it and compiling what is hot hardly count, as in the thousands of runs that are simulated. */
const drillsOfWorker = 150;
/** How often they are run; the faster counts, for the machine may be busy with something else. */
const repeats = 2;

/** Standard drills a minute. */
interface Rate {
  /** By the wall, as the simulation itself says. */
  readonly byTheWall: number;
  /** For each minute that a processor worked for it, starting and bundling included: hardly less on a busy machine. */
  readonly byTheProcessor: number;
}

/** Says at its end how long processors worked for a process, its worker threads included. Microseconds. */
const tellsProcessorTime = `data:text/javascript,${encodeURIComponent("process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log('processor time', user + system); });")}`;

function drillsAMinute(workers: number): Rate {
  const runs = drillsOfWorker * workers;
  const run = ['--conditions=@drs-orchestration/source', '--import', 'tsx', '--import', tellsProcessorTime, 'build/simulate.ts', '--standard', '--seed', '1', '--runs', String(runs), '--workers', String(workers)];
  const printed = execFileSync(process.execPath, run, { cwd: folder, encoding: 'utf8' });
  const [, rate] = /\((\d+) a minute/.exec(printed) ?? [];
  const [, microseconds] = /^processor time (\d+)$/m.exec(printed) ?? [];
  if (rate === undefined || microseconds === undefined || !printed.includes('No invariant was broken.')) throw new Error(`the simulation went wrong:\n${printed.slice(-2000)}`);
  return { byTheWall: Number(rate), byTheProcessor: Math.round((runs * 60e6) / Number(microseconds)) };
}

/** Milliseconds of wall time that a drill of so many servers takes in this package's system; the plan is run three times, the fastest counts. */
async function drillMilliseconds(servers: number, waves: number): Promise<number> {
  const plan = servers === 1 ? aPlan({ PlanId: 'one' }).withWave({ ServerIds: serverIds(1) }).build() : drillPlan(servers, waves);
  return withSystem({ ...defaultWorld(serverIds(servers)), Seed: 1, Profile: 'measured' }, [plan], async ({ drill }) => {
    const samples: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const begun = wallPacer.now();
      await drill(plan.PlanId);
      samples.push(wallPacer.now() - begun);
    }
    return Math.min(...samples);
  });
}

/** How fast the whole system is simulated. */
export const simulation: Measurement = {
  name: 'simulation',
  title: 'Simulation',
  how: 'The standard drill (six servers in three waves, undisturbed, every invariant checked) in the simulation\'s worker threads, as `npm run simulate -- --standard` counts it, its bundling not included; the better of two runs, which a busy machine slows all the same. Processor time includes starting and bundling. How it grows with servers is measured in the benchmark\'s own system, which checks no invariants.',
  async run() {
    const best = (workers: number): Rate => {
      const rates = Array.from({ length: repeats }, () => drillsAMinute(workers));
      return { byTheWall: Math.max(...rates.map((rate) => rate.byTheWall)), byTheProcessor: Math.max(...rates.map((rate) => rate.byTheProcessor)) };
    };
    const [one, two] = [best(1), best(2)];
    const sizes = [[6, 3], [50, 10], [300, 20]] as const;
    const growth: { readonly servers: number; readonly waves: number; readonly milliseconds: number }[] = [];
    for (const [servers, waves] of sizes) growth.push({ servers, waves, milliseconds: await drillMilliseconds(servers, waves) });
    return {
      results: { simulation: { drillsPerMinute: two.byTheWall, drillsPerMinuteOnOneCore: one.byTheWall, drillsPerProcessorMinute: two.byTheProcessor, growth } },
      figures: [
        { what: 'standard drills a minute on two cores', measured: String(two.byTheWall), beside: `on one: ${one.byTheWall}`, target: { text: 'at least 1000', met: two.byTheWall >= 1000 } },
        { what: 'standard drills a minute of processor time', measured: String(two.byTheProcessor), beside: `one worker: ${one.byTheProcessor}` },
        ...growth.map(({ servers, waves, milliseconds }) => ({ what: `a drill of ${servers} servers in ${waves} waves`, measured: `${milliseconds.toFixed(0)} ms`, beside: `${(milliseconds / servers).toFixed(1)} ms a server` })),
      ],
    };
  },
};
