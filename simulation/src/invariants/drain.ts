import type { ExecutionHeader } from '@drs-orchestration/core';
import { troubledSeconds } from '../script/script.js';
import type { WitnessedExecution } from '../witness/witness.js';
import { hasEnded } from './design.js';
import { drainSeconds } from './designBounds.js';
import type { Invariant, Run } from './invariant.js';
import { isAbandoned, launchJobsOf, slackSeconds } from './reading.js';

/** When a run that gets its final status began to wait for what was in the air (Unix seconds). Waves that nobody settled any more are, in the moment of the final status. */
function drainsSince({ Cancel, Machine, WavesEndedAt }: ExecutionHeader, { waves }: WitnessedExecution): number {
  return Cancel?.At ?? Machine?.At ?? WavesEndedAt ?? Math.max(...[...waves.values()].map((wave) => wave.EndTime ?? 0));
}

/** Design section 4: no final status while anything is in the air, the drain's bound aside. */
export const nothingInTheAir: Invariant = {
  name: 'no final status while a job of ours runs, unless the drain\'s bound has passed and the record names it',
  ids: ['R5.3', 'P16'],
  atHeader: ({ before, after }, execution, run) => {
    if (before === undefined || hasEnded(before.Status) || !hasEnded(after.Status)) return [];
    const running = launchJobsOf(execution, run).filter((job) => run.system.emulator.status(job) !== 'COMPLETED');
    const patience = run.system.clock.now() / 1000 - drainsSince(after, execution);
    return running.flatMap((job) => {
      if (!isAbandoned(execution, job.id)) return [`the execution is ${after.Status} while ${job.id} runs, and its record does not say so`];
      return patience + 1 + slackSeconds(run) < drainSeconds ? [`${job.id} was given up after ${patience} s`] : [];
    });
  },
};

/** What ending a drain may take while all parts run: the poll of an idle run (5 minutes), a finder's minute, retries. Seconds. */
const endingSeconds = 900;

/** How much longer a drain may last for the trouble since it began. Seconds. */
function troubleSince(since: number, { script, system }: Run): number {
  return troubledSeconds(script, since - system.startedAt / 1000, system.clock.now() / 1000 - system.startedAt / 1000);
}

/** Design section 4: whatever is still in the air is given up 2 hours after the last wave settled. */
export const drainEnds: Invariant = {
  name: 'the final status comes within the drain\'s bound and 15 minutes after the last wave settled, trouble aside',
  ids: ['P16'],
  atHeader: ({ before, after }, execution, run) => {
    if (before === undefined || hasEnded(before.Status) || !hasEnded(after.Status)) return [];
    const since = drainsSince(after, execution);
    const took = run.system.clock.now() / 1000 - since;
    const allowed = drainSeconds + endingSeconds + slackSeconds(run) + troubleSince(since, run);
    return took > allowed ? [`the execution is ${after.Status} only ${took} s after its last wave settled; ${allowed} s are allowed`] : [];
  },
};
