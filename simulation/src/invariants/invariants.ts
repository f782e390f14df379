import { roleBeforeCalls } from './accounts.js';
import { approvedWavesGoOn } from './approvals.js';
import { calmRunsSucceed, launchedTogether, waitsAreKept } from './calm.js';
import { drillsLeaveNothing, strangersAreLeftAlone, terminatedIsGone } from './cleanUps.js';
import { drainEnds, nothingInTheAir } from './drain.js';
import { boundIsThePlans, everyRunEnds, lockIsKept, lockReleased, oneRunAPlan, runningMachinesCount, startsAreAnswered } from './endings.js';
import { healthIsAsked } from './health.js';
import type { Invariant } from './invariant.js';
import { intentFirst, nothingAfterCancel, oneByOne, oneJobAServer, onlyLaunchingWavesLaunch, parentsFirst, rightRequests } from './launches.js';
import { liveInstancesAreRespected, slotsAreLeft } from './lookingFirst.js';
import { endIsTold } from './messages.js';
import { pollsAreInTime } from './polls.js';
import { reconcilingBelieves } from './reconciling.js';
import { downstreamIsSkipped, everyJobOnRecord, failuresExplained, recordsAreWhole, recordTellsTheTruth } from './records.js';
import { onlyForward, resultsAreStored, wavesFollowServers } from './statuses.js';

/** All that must hold in every run. */
export const invariants: readonly Invariant[] = [
  oneJobAServer, intentFirst, parentsFirst, nothingAfterCancel, onlyLaunchingWavesLaunch, oneByOne, rightRequests,
  liveInstancesAreRespected, slotsAreLeft,
  onlyForward, wavesFollowServers, resultsAreStored, pollsAreInTime, nothingInTheAir, drainEnds,
  boundIsThePlans, everyRunEnds, runningMachinesCount, lockReleased, lockIsKept, oneRunAPlan, startsAreAnswered, endIsTold,
  everyJobOnRecord, recordTellsTheTruth, failuresExplained, downstreamIsSkipped, recordsAreWhole,
  approvedWavesGoOn, reconcilingBelieves, roleBeforeCalls, healthIsAsked, drillsLeaveNothing, terminatedIsGone, strangersAreLeftAlone,
  waitsAreKept, launchedTogether, calmRunsSucceed,
];
