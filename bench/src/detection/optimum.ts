import { pollIntervalSeconds } from '@drs-orchestration/core';
import type { FollowedJob } from './jobs.js';

/** The optimum of a set of jobs: mean seconds of delay, mean calls a job. */
export interface Optimum {
  readonly delay: number;
  readonly calls: number;
}

/** What the best schedule may do. */
interface Rules {
  /** Calls of a job before its launching is watched. */
  readonly forced: (job: FollowedJob) => number;
  /** The longest wait while it is. Seconds. */
  readonly longest: number;
}

/** Every call is spent on the end of the launch. */
const free: Rules = { forced: () => 0, longest: Infinity };
/** The design's longest waits are kept in each phase. */
const bounded: Rules = {
  forced: ({ startedAt, inProgressAt }) => Math.floor(startedAt / pollIntervalSeconds.PENDING) + Math.floor((inProgressAt - startedAt) / pollIntervalSeconds.STARTED),
  longest: pollIntervalSeconds.IN_PROGRESS,
};

/**
 * The least mean delay on these jobs with so many calls a job on average, of whoever is told for
 * nothing when a job's last server began to launch, and knows exactly how the time from there to the end is spread
 * over these very jobs, but not how long this one will take: polls at the same moments for all jobs of as many
 * servers, so placed that the delay is least. `bounded` keeps the longest waits of design section 7 besides.
 * Undefined where not even those are kept by so few calls.
 */
export function optimum(jobs: readonly FollowedJob[], meanCalls: number, rules: 'free' | 'bounded'): Optimum | undefined {
  const { forced, longest } = rules === 'free' ? free : bounded;
  const before = jobs.reduce((sum, job) => sum + forced(job), 0) / jobs.length;
  const classes = [...new Set(jobs.map(({ servers }) => servers))].map((servers) =>
    jobs.filter((job) => job.servers === servers).map(({ settledAt, inProgressAt }) => settledAt - inProgressAt).sort((one, other) => one - other),
  );
  const at = (price: number): Optimum => {
    const parts = classes.map((times) => bestPolls(times, price, longest));
    const sum = (key: keyof Optimum): number => parts.reduce((total, part) => total + part[key], 0) / jobs.length;
    return { delay: sum('delay'), calls: before + sum('calls') };
  };
  let [low, high] = [0, 1e4];
  if (at(high).calls > meanCalls) return undefined;
  // The price of a call, in seconds of delay, at which as many are made as may be.
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (at(middle).calls > meanCalls) low = middle;
    else high = middle;
  }
  // Between the two prices lies a jump: a mixture of both schedules makes just as many calls as may be made.
  const [more, fewer] = [at(low), at(high)];
  const share = more.calls > meanCalls ? (meanCalls - fewer.calls) / (more.calls - fewer.calls) : 0;
  return { delay: fewer.delay + share * (more.delay - fewer.delay), calls: fewer.calls + share * (more.calls - fewer.calls) };
}

/**
 * For jobs whose launching takes these times (ascending), the polls that cost least in all: seconds of delay, and
 * `price` for each call of a job that is not known to be over. A best poll is at one of these times.
 */
function bestPolls(times: readonly number[], price: number, longest: number): Optimum {
  const count = times.length;
  const sums = times.reduce<number[]>((all, time) => [...all, (all.at(-1) ?? 0) + time], [0]);
  const best: { cost: number; delay: number; calls: number }[] = [{ cost: 0, delay: 0, calls: 0 }];
  for (let to = 1; to <= count; to += 1) {
    const end = times[to - 1] ?? 0;
    let chosen = { cost: Infinity, delay: 0, calls: 0 };
    for (let from = 0; from < to; from += 1) {
      const known = best[from];
      if (known === undefined) continue;
      const polls = Math.max(1, Math.ceil((end - (from === 0 ? 0 : (times[from - 1] ?? 0))) / longest));
      const delay = (to - from) * end - ((sums[to] ?? 0) - (sums[from] ?? 0));
      const calls = polls * (count - from);
      const cost = known.cost + delay + price * calls;
      if (cost < chosen.cost) chosen = { cost, delay: known.delay + delay, calls: known.calls + calls };
    }
    best.push(chosen);
  }
  return best[count] ?? { delay: 0, calls: 0 };
}
