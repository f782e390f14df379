import { isFinal, type ExecutionView } from '@drs-orchestration/core';
import { duration } from '../display/durations.js';
import { arnName, counted } from '../display/listing.js';
import { earlierInWords, isDoneEarlier, recoveredEarlier } from '../display/recoveredEarlier.js';
import type { Finality, RtoComparison, ServerCounts, Standing, Verdict } from './report.js';

/** The RTO target against what happened; undefined where the plan has none. @param seconds from the start to the end, or to now. */
export function rtoComparison(view: ExecutionView, seconds: number): RtoComparison | undefined {
  const target = view.RtoTargetSeconds;
  if (target === undefined) return undefined;
  const late = seconds > target;
  const stateOf = (): RtoComparison['State'] => {
    if (view.Status === 'COMPLETED') return late ? 'MISSED' : 'MET';
    if (isFinal(view.Status)) return 'NOT_RECOVERED';
    return late ? 'MISSED' : 'OPEN';
  };
  return { TargetSeconds: target, ActualSeconds: seconds, State: stateOf(), ...(recoveredEarlier(view).length === 0 ? {} : { OfPart: true }) };
}

/** The execution in a sentence. @param seconds as `rtoComparison`'s. */
export function verdict(view: ExecutionView, counts: ServerCounts, rto: RtoComparison | undefined, seconds: number): Verdict {
  return { Status: view.Status, Standing: standing(view, rto), Sentence: [outcome(view, counts, seconds), ...earlierClause(view), ...rtoClause(rto)].join(' ') };
}

function standing({ Status }: ExecutionView, rto: RtoComparison | undefined): Standing {
  switch (Status) {
    case 'COMPLETED':
      return rto?.State === 'MISSED' ? 'DOUBTFUL' : 'GOOD';
    case 'PARTIAL':
    case 'CANCELLED':
      return 'DOUBTFUL';
    case 'FAILED':
    case 'TIMEOUT':
      return 'BAD';
    case 'PENDING':
    case 'RUNNING':
    case 'POLLING':
    case 'CANCELLING':
      return 'OPEN';
  }
}

function outcome(view: ExecutionView, counts: ServerCounts, seconds: number): string {
  const { Total, Recovered } = counts;
  const recovered = `${Recovered} of ${counted(Total, 'server')} ${Total === 1 ? 'was' : 'were'} recovered`;
  const after = `after ${duration(seconds)}`;
  if (nothingLaunched(view) && view.Status === 'FAILED') return `Nothing was launched: the ${typeWord(view)} failed in preparation.`;
  switch (view.Status) {
    case 'COMPLETED': {
      const isRetry = counts.RecoveredEarlier > 0;
      const all = Total === 1 ? `The one server ${isRetry ? 'that was left ' : ''}was recovered` : `All ${Total} servers ${isRetry ? 'that were left ' : ''}were recovered`;
      return `${all} in ${counted(view.Waves.filter((wave) => !isDoneEarlier(wave)).length, 'wave')} and ${duration(seconds)}${counts.WithWarning === 0 ? '' : `, ${counts.WithWarning} with a warning`}.`;
    }
    case 'PARTIAL':
      return `Not everything came up: ${recovered}; it ended ${after}.`;
    case 'FAILED':
      return `The ${typeWord(view)} failed ${after}: ${recovered}.`;
    case 'TIMEOUT':
      return `Not every launch was over in its time: ${recovered}; it ended ${after}.`;
    case 'CANCELLED':
      return view.Cancel === undefined ? `It was not approved: ${recovered}; it ended ${after}.` : `It was cancelled by ${arnName(view.Cancel.By)}: ${recovered}; it ended ${after}.`;
    case 'CANCELLING':
      return `It is being cancelled: nothing new is launched, and what DRS has begun is waited for. So far ${recovered}.`;
    case 'PENDING':
    case 'RUNNING':
    case 'POLLING':
      return `It is still going on, ${after}: so far ${recovered}.`;
  }
}

function earlierClause(view: ExecutionView): readonly string[] {
  const earlier = recoveredEarlier(view);
  return earlier.length === 0 ? [] : [`Not launched again: ${earlierInWords(earlier)}.`];
}

function nothingLaunched(view: ExecutionView): boolean {
  return view.Waves.every((wave) => wave.StartTime === undefined && wave.Approval === undefined);
}

function rtoClause(rto: RtoComparison | undefined): readonly string[] {
  if (rto === undefined) return [];
  const target = `The RTO target of ${duration(rto.TargetSeconds)}`;
  const ofPart = rto.OfPart === true ? ', by what this execution recovered alone: the time of earlier ones is not counted' : '';
  switch (rto.State) {
    case 'MET':
      return [`${target} was met${rto.ActualSeconds === rto.TargetSeconds ? '' : ` with ${duration(rto.TargetSeconds - rto.ActualSeconds)} to spare`}${ofPart}.`];
    case 'MISSED':
      return [`${target} was missed by ${duration(rto.ActualSeconds - rto.TargetSeconds)}${ofPart}.`];
    case 'NOT_RECOVERED':
      return [`${target} was not met, since not everything was recovered.`];
    case 'OPEN':
      return [`${target} has not passed yet.`];
  }
}

/** `drill` or `recovery`. */
function typeWord({ ExecutionType }: Pick<ExecutionView, 'ExecutionType'>): string {
  return ExecutionType === 'DRILL' ? 'drill' : 'recovery';
}

/** What may still change in the record. */
export function finality(view: ExecutionView): Finality {
  const StillOpen: string[] = [];
  if (!isFinal(view.Status)) StillOpen.push(`The ${typeWord(view)} has not ended: it is ${view.Status}.`);
  if (isFinal(view.Status) && (view.CleanUp?.Status === 'PENDING' || view.CleanUp?.Status === 'IN_PROGRESS')) StillOpen.push(`Its clean-up is not over: it is ${view.CleanUp.Status}.`);
  if (isFinal(view.Status) && view.NotificationStatus === 'PENDING') StillOpen.push('The message about its end has not been sent yet.');
  return { Final: StillOpen.length === 0, StillOpen };
}
