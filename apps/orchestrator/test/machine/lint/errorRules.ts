import { RetryableError, ServiceError, TerminalError } from '@drs-orchestration/core';
import { entries, statesOf, tasksOf, type PlacedState, type State } from './machine.js';
import type { Flow } from './machine.js';
import type { Rule } from './rule.js';

const STATES_ERRORS = ['ALL', 'Timeout', 'TaskFailed', 'HeartbeatTimeout', 'Permissions', 'ResultPathMatchFailure',
  'ParameterPathFailure', 'BranchFailed', 'NoChoiceMatched', 'IntrinsicFailure', 'ExceedToleratedFailureThreshold',
  'ItemReaderFailed', 'ResultWriterFailed', 'Runtime', 'DataLimitExceeded'].map((name) => `States.${name}`);

const CORE_ERRORS = [
  new RetryableError('', ''),
  new TerminalError('', ''),
  new ServiceError({ service: '', operation: '', kind: 'SERVER', message: '' }),
].map((error) => error.name);

const RETRY_FIELDS = ['ErrorEquals', 'IntervalSeconds', 'BackoffRate', 'MaxAttempts', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'];
const CATCH_FIELDS = ['ErrorEquals', 'ResultPath', 'Next', 'Comment'];
/** Tasks that try for ten minutes (15 attempts) and not for 14 s. */
const LONG = ['SettleWave', 'ReleaseDependents', 'FinalizeExecution'];
/** Tasks before anything is launched, or that only wait: while a service is silent (RetryableError) they try for ten minutes too. */
const PATIENT = ['PrepareExecution', 'AwaitDependencies', 'CloseApproval', 'AwaitLaunch', 'AwaitServerLaunch', 'AwaitDrain'];
/** Its failing is what the repair of open executions is for. */
const UNCAUGHT = ['FinalizeExecution'];

const withToken = (state: State): boolean => String(state['Resource']).endsWith('.waitForTaskToken');

/** Retry: never TerminalError (nor, with a token, States.Timeout), and after that everything, as long as section 11 says. */
export const retries: Rule = (machine) =>
  tasksOf(machine)
    .filter(({ name, state }) => {
      const expected = [
        { ErrorEquals: withToken(state) ? ['TerminalError', 'States.Timeout'] : ['TerminalError'], MaxAttempts: 0 },
        ...(PATIENT.includes(name) ? [{ ErrorEquals: ['RetryableError'], IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, MaxAttempts: 14 }] : []),
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, ...(LONG.includes(name) ? { MaxDelaySeconds: 60, MaxAttempts: 14 } : { MaxAttempts: 3 }) },
      ];
      return canonical(entries(state, 'Retry')) !== canonical(expected);
    })
    .map(({ name, state }) => `${name}: its Retry is ${JSON.stringify(state['Retry'])}`);

/**
 * Every Task and Map catches everything, last; in a Map that runs one iteration at a time, that Map's Catch will do.
 * (A Map with several has no such choice: an iteration's error would end the others.)
 */
export const catches: Rule = (machine) =>
  statesOf(machine)
    .filter(({ state }) => state.Type === 'Task' || state.Type === 'Map')
    .flatMap((placed) => {
      const { name, state } = placed;
      const list = entries(state, 'Catch');
      const replaced = list.filter((entry) => !('ResultPath' in entry)).map((entry) => `${name}: its Catch of ${entry.ErrorEquals.join()} replaces the input`);
      const order = list.slice(0, -1).some((entry) => entry.ErrorEquals.includes('States.ALL')) ? [`${name}: States.ALL hides what is caught after it`] : [];
      return [...replaced, ...order, ...(catchesAll(placed) || UNCAUGHT.includes(name) ? [] : [`${name}: nothing catches its errors`])];
    });

function catchesAll({ state, map }: PlacedState): boolean {
  if (entries(state, 'Catch').at(-1)?.ErrorEquals.includes('States.ALL') === true) return true;
  return map !== undefined && map.state['MaxConcurrency'] === 1 && catchesAll(map);
}

/** A token that timed out is dead, so it is never retried, and never caught by the Task that holds it. */
export const deadTokens: Rule = (machine) =>
  tasksOf(machine)
    .filter(({ state }) => withToken(state))
    .flatMap(({ name, state }) => {
      const next = entries(state, 'Catch').find((entry) => entry.ErrorEquals.includes('States.Timeout'))?.['Next'];
      if (typeof next !== 'string') return [`${name}: it does not catch States.Timeout`];
      return next === name ? [`${name}: after States.Timeout it keeps its dead token`] : [];
    });

/** Errors are caught by names that something raises: Step Functions, core's errors, or a Fail state where it can be caught. */
export const errorNames: Rule = (machine) =>
  statesOf(machine).flatMap(({ name, state }) => {
    const processor = state['ItemProcessor'] as Flow | undefined;
    const raised = Object.values(processor?.States ?? {}).map((inner) => inner['Error']);
    return [...entries(state, 'Retry'), ...entries(state, 'Catch')]
      .flatMap((entry) => entry.ErrorEquals)
      .filter((error) => !STATES_ERRORS.includes(error) && !CORE_ERRORS.includes(error) && !raised.includes(error))
      .map((error) => `${name}: nothing raises ${error}`);
  });

/** Fields of Retry and Catch are spelt right; Step Functions would refuse them, the off-the-shelf linters do not. */
export const errorFields: Rule = (machine) =>
  statesOf(machine).flatMap(({ name, state }) => [
    ...misspelt(name, 'Retry', state, RETRY_FIELDS),
    ...misspelt(name, 'Catch', state, CATCH_FIELDS),
  ]);

function misspelt(name: string, field: 'Retry' | 'Catch', state: State, known: readonly string[]): string[] {
  return entries(state, field)
    .flatMap((entry) => Object.keys(entry))
    .filter((key) => !known.includes(key))
    .map((key) => `${name}: ${field} has no field ${key}`);
}

/** JSON that does not depend on the order of keys. */
function canonical(list: readonly object[]): string {
  return JSON.stringify(list.map((entry) => Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))));
}
