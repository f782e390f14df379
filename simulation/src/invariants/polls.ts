import { runsSmoothly } from '../script/script.js';
import { nextPollDue } from './designPolls.js';
import type { Invariant } from './invariant.js';
import { slackSeconds, wavesOf } from './reading.js';

/**
 * Design section 7: how late a poll may be. The first waits for the next minute's finder; a finder sweeps for 50 s of
 * its minute, so a later one waits 10 s at the most, or the 5 s between two sweeps; the rest is what calls take. Seconds.
 */
const late = { first: 60, later: 10, calls: 2 };

/** T1.2.1 to T1.2.4: a run is polled as often as what is outstanding asks for. */
export const pollsAreInTime: Invariant = {
  name: 'where all parts run, each poll is made when it is due: the first within a minute, each later one within the 10 s from one finder to the next',
  ids: ['T1.2.1', 'T1.2.2', 'T1.2.3', 'T1.2.4'],
  atHeader: ({ before, after }, execution, run) => {
    const watched = before?.Status === 'POLLING' || before?.Status === 'CANCELLING';
    if (before === undefined || !watched || !runsSmoothly(run.script)) return [];
    const due = nextPollDue(wavesOf(execution), after.ExecutionType, before.LastPolledTime);
    if (due === undefined) return [];
    const over = run.system.clock.now() / 1000 - due;
    const allowed = (before.LastPolledTime === undefined ? late.first : late.later) + late.calls + slackSeconds(run);
    if (over <= allowed) return [];
    return [`poll ${before.Polls + 1} of ${after.ExecutionId} was due ${over} s ago and ${after.Polls > before.Polls ? 'is made now' : 'has not been made'}`];
  },
};
