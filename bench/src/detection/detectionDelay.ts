import type { TimingProfile } from '@drs-orchestration/testkit';
import { mean, percentile } from '../distribution.js';
import type { Figure, Measurement } from '../measurement.js';
import { eachMinute, waitLoop, type Polled } from './fixedSchedules.js';
import { followJobs, type FollowedJob } from './jobs.js';
import { optimum } from './optimum.js';

/** Profiles that the jobs follow: the testkit's two, whose spread is 15 %, and both with twice that. */
const profiles = {
  measured: { JobPending: 808, JobStarted: 20, Launching: 356, LaunchActions: 600, SpreadPercent: 15 },
  recorded: { JobPending: 3, JobStarted: 235, Launching: 294, LaunchActions: 600, SpreadPercent: 15 },
  measuredWide: { JobPending: 808, JobStarted: 20, Launching: 356, LaunchActions: 600, SpreadPercent: 30 },
  recordedWide: { JobPending: 3, JobStarted: 235, Launching: 294, LaunchActions: 600, SpreadPercent: 30 },
} as const satisfies Readonly<Record<string, TimingProfile>>;

/** How many jobs, and how many drills of three jobs share a world and its history. */
const size = { jobs: 1000, wideJobs: 300, drillsOfWorld: 40 } as const;
const targetSeconds = 5;

/** What one way of polling came to: seconds, and DescribeJobs calls a job. */
interface Summary {
  readonly meanSeconds: number;
  readonly p95Seconds: number;
  readonly p99Seconds: number;
  readonly calls: number;
}

function summaryOf(polled: readonly Polled[]): Summary {
  const delays = polled.map(({ delay }) => delay);
  return { meanSeconds: mean(delays), p95Seconds: percentile(delays, 95), p99Seconds: percentile(delays, 99), calls: mean(polled.map(({ calls }) => calls)) };
}

/** What followed jobs came to, beside other ways of polling the same jobs. */
export interface Compared extends Summary {
  readonly jobs: number;
  readonly callsVsThirtySecondLoop: number;
  readonly thirtySecondLoop: Summary;
  readonly eachMinute: Summary;
  /** Undefined where so few calls do not suffice. */
  readonly optimumMeanSeconds: number | undefined;
  readonly optimumWithinLongestWaitsMeanSeconds: number | undefined;
}

/** Compares the polling of followed jobs with other ways of polling them. */
export function compareOn(jobs: readonly FollowedJob[]): Compared {
  const ours = summaryOf(jobs);
  const thirtySecondLoop = summaryOf(jobs.map((job) => waitLoop(job, 30)));
  return {
    jobs: jobs.length,
    ...ours,
    callsVsThirtySecondLoop: ours.calls / thirtySecondLoop.calls,
    thirtySecondLoop,
    eachMinute: summaryOf(jobs.map(eachMinute)),
    optimumMeanSeconds: optimum(jobs, ours.calls, 'free')?.delay,
    optimumWithinLongestWaitsMeanSeconds: optimum(jobs, ours.calls, 'bounded')?.delay,
  };
}

const shown = ({ meanSeconds, p95Seconds, p99Seconds, calls }: Summary): string => `${meanSeconds.toFixed(1)} s, ${p95Seconds.toFixed(1)} s, ${p99Seconds.toFixed(1)} s; ${calls.toFixed(1)} calls`;

function figuresOf(name: string, compared: Compared): readonly Figure[] {
  const titled = `${name.replace('Wide', '')}, spread ${name.endsWith('Wide') ? 30 : 15} %`;
  const optimal = (seconds: number | undefined): string => (seconds === undefined ? 'too few calls' : `${seconds.toFixed(1)} s`);
  return [
    { what: `${titled}: mean, p95, p99; calls a job`, measured: shown(compared), beside: `30 s loop: ${shown(compared.thirtySecondLoop)}`, target: { text: `mean under ${targetSeconds} s`, met: compared.meanSeconds < targetSeconds } },
    { what: `${titled}: calls`, measured: `${compared.callsVsThirtySecondLoop.toFixed(2)} of the loop's`, beside: `each minute: ${shown(compared.eachMinute)}`, target: { text: 'at most 1', met: compared.callsVsThirtySecondLoop <= 1 } },
    { what: `${titled}: optimum for as many calls, mean`, measured: `${optimal(compared.optimumWithinLongestWaitsMeanSeconds)} with the longest waits kept`, beside: `${optimal(compared.optimumMeanSeconds)} without` },
  ];
}

/** How long DRS is done before the state machine knows. */
export const detectionDelay: Measurement = {
  name: 'detectionDelay',
  title: 'Detection delay',
  how:
    `${size.jobs} launch jobs of one to three servers on each profile (${size.wideJobs} at twice the spread), followed by the deployed finder, poller and state machine on virtual time, with assumed answer times of the services and no cold starts; durations spread evenly by a seed, the first three runs of each plan not counted. ` +
    'The delay is from DRS having launched the job\'s last server until Step Functions has the answer that AwaitLaunch waits for. Calls are DescribeJobs calls that name the job. The fixed schedules are computed on the same jobs, with calls that take no time. ' +
    'The optimum is told for nothing when the last server began to launch and knows how these very jobs\' times are spread, but not how long each will take: no moments for polls that are chosen before the launch begins can do better with as many calls.',
  async run() {
    const compared: [string, Compared][] = [];
    for (const [name, profile] of Object.entries(profiles)) compared.push([name, compareOn(await followJobs(profile, profile.SpreadPercent === 15 ? size.jobs : size.wideJobs, size.drillsOfWorld))]);
    const byProfile = Object.fromEntries(compared);
    return {
      // At the top, what the target is about: the measured profile.
      results: { detectionDelay: { ...byProfile['measured'], profiles: byProfile } },
      figures: compared.flatMap(([name, one]) => figuresOf(name, one)),
    };
  },
};
