import { DataLimitExceeded } from './dataLimitExceeded.js';
import { RuntimeFailure } from './runtimeFailure.js';
import type { StateFailure } from './stateFailure.js';
import { TimeoutFailure } from './timeoutFailure.js';

/** Names that `ErrorEquals` may hold beginning with `States.`; others of that prefix are refused as misspelt. */
export const predefinedErrorNames: ReadonlySet<string> = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);

/** Whether a Retrier or Catcher with these `ErrorEquals` takes the failure (developer guide, "Handling errors"). */
export function errorMatches(errorEquals: readonly string[], failure: StateFailure): boolean {
  if (failure instanceof RuntimeFailure) return false;
  return errorEquals.some((name) => nameMatches(name, failure));
}

function nameMatches(name: string, failure: StateFailure): boolean {
  if (name === failure.error) return true;
  if (failure instanceof DataLimitExceeded) return false;
  if (name === 'States.ALL') return true;
  if (name === 'States.TaskFailed') return !(failure instanceof TimeoutFailure);
  return name === 'States.HeartbeatTimeout' && failure instanceof TimeoutFailure && failure.missedHeartbeat;
}
