import { mean, percentile } from '../distribution.js';
import { finderRun } from '../finder/finderRun.js';
import type { Figure, Measurement } from '../measurement.js';
import { coldStarts } from './coldStart.js';
import { concurrentDrills, type ConcurrentDrills } from './concurrentDrills.js';
import { loadDrill, type LoadDrill } from './loadDrill.js';
import { timesOverDatabase } from './overDatabase.js';

/** Drills at once and how soon all of them are to be POLLING (seed 002, layer 3). */
const concurrency = [{ drills: 10, within: 120 }, { drills: 50, within: 180 }, { drills: 100, within: 300 }] as const;
/** Seed 000's load scenarios and their minutes. */
const loads = [{ servers: 6, waves: 3, minutes: 5 }, { servers: 20, waves: 5, minutes: 15 }, { servers: 50, waves: 10, minutes: 30 }] as const;

const milliseconds = (figure: number): string => `${figure.toFixed(1)} ms`;
const within = (what: string, figure: number, target: number, beside: string): Figure => ({ what, measured: milliseconds(figure), beside, target: { text: `under ${target} ms`, met: figure < target } });

/** The sources' own figures, beside ours. */
export const sources: Measurement = {
  name: 'sources',
  title: "The sources' figures",
  how:
    'Seed 004 measured on AWS with a Python poller that it kept from DRS; ours is the same work on a DynamoDB emulator on this machine, so network and service times are missing from it: it tells what the functions add. ' +
    'Concurrent drills and load scenarios run on virtual time with the measured profile and assumed service times. Not measured here: Step Functions\' and DRS\'s own response times, and throttling, which an emulator does not have.',
  async run() {
    const cold = await coldStarts();
    await finderRun(3);
    const warm = await finderRun(3);
    const times = await timesOverDatabase();
    const concurrent: ConcurrentDrills[] = [];
    for (const { drills } of concurrency) concurrent.push(await concurrentDrills(drills));
    const drilled: LoadDrill[] = [];
    for (const { servers, waves } of loads) drilled.push(await loadDrill(servers, waves));
    return {
      results: { sources: { finderColdMilliseconds: cold.finder, pollerColdMilliseconds: cold.poller, finderSweepMilliseconds: warm.milliseconds, pollMilliseconds: mean(times.polls), headerUpdateP95Milliseconds: percentile(times.headerUpdates, 95), threeWaveUpdateMilliseconds: mean(times.threeWaveUpdates), concurrent, loads: drilled } },
      figures: [
        within('finder, a sweep of 3 executions, warm', warm.milliseconds, 100, 'seed 004: 6-24 ms'),
        within('finder, a process\'s first call and its import', cold.finder, 1000, 'seed 004: 37 ms without its start'),
        within('poller, 6 servers in 3 waves, warm', mean(times.polls), 1000, 'seed 004: 48-175 ms'),
        within('poller, a process\'s first call and its import', cold.poller, 1000, 'seed 004: 347 ms + 538 ms start'),
        within('update of LastPolledTime, p95', percentile(times.headerUpdates, 95), 50, 'seed 004: under 10 ms; seed 000: under 100 ms at p95'),
        within('update of 3 waves', mean(times.threeWaveUpdates), 200, 'seed 004: 60-106 ms'),
        ...concurrent.map(({ drills, secondsUntilPolling, completed }, index) => {
          const target = concurrency[index]?.within ?? 0;
          return { what: `${drills} drills at once: all POLLING after; COMPLETED`, measured: `${secondsUntilPolling.toFixed(0)} s; ${completed}`, beside: `seed 002: 99 % complete`, target: { text: `within ${target} s, all of them`, met: secondsUntilPolling <= target && completed === drills } };
        }),
        { what: 'wave initiation, the longest', measured: `${Math.max(...drilled.map((one) => one.longestInitiation)).toFixed(1)} s`, target: { text: 'under 5 s', met: drilled.every((one) => one.longestInitiation < 5) } },
        ...drilled.map((one, index) => {
          const minutes = loads[index]?.minutes ?? 0;
          return { what: `${one.servers} servers in ${one.waves} waves, one after the other`, measured: `${(one.seconds / 60).toFixed(1)} min`, beside: `DRS's own time: ${(one.drsSeconds / 60).toFixed(1)} min`, target: { text: `seed 000: under ${minutes} min`, met: one.seconds < minutes * 60 } };
        }),
      ],
    };
  },
};
