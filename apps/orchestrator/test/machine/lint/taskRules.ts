import { tasksOf } from './machine.js';
import type { Rule } from './rule.js';

const LAMBDA = 'arn:aws:states:::lambda:invoke';
const WITH_TOKEN = `${LAMBDA}.waitForTaskToken`;
/** The orchestrator's own time-out, in seconds. */
const FUNCTION_TIMEOUT = 300;

/** What each Task passes to the function beside its name and the execution's id. */
const CONTRACT: Readonly<Record<string, readonly string[]>> = {
  PrepareExecution: [],
  AwaitDependencies: ['WaveNumber', 'Token'],
  AwaitApproval: ['WaveNumber', 'Token'],
  CloseApproval: ['WaveNumber'],
  LaunchWave: ['WaveNumber'],
  LaunchServer: ['WaveNumber', 'Position'],
  AwaitLaunch: ['WaveNumber', 'Position?', 'Token'],
  CheckHealth: ['WaveNumber', 'Position?'],
  SettleWave: ['WaveNumber', 'Failure'],
  ReleaseDependents: ['WaveNumber'],
  AwaitDrain: ['Token'],
  FinalizeExecution: ['Failure'],
  CleanUp: [],
};

/** Only the two integrations that Step Functions Local can run too. */
export const resources: Rule = (machine) =>
  tasksOf(machine)
    .filter(({ state }) => state['Resource'] !== LAMBDA && state['Resource'] !== WITH_TOKEN)
    .map(({ name, state }) => `${name}: its Resource is ${String(state['Resource'])}`);

/** Every Task is bounded: a call of the function a bit longer than the function itself may take. */
export const timeouts: Rule = (machine) =>
  tasksOf(machine)
    .filter(({ state }) =>
      state['Resource'] === WITH_TOKEN
        ? typeof state['TimeoutSecondsPath'] !== 'string'
        : !(Number(state['TimeoutSeconds']) > FUNCTION_TIMEOUT && Number(state['TimeoutSeconds']) <= FUNCTION_TIMEOUT + 30),
    )
    .map(({ name }) => `${name}: it needs a TimeoutSecondsPath (with a token) or a TimeoutSeconds just above ${FUNCTION_TIMEOUT}`);

/** Where a payload's fields come from; a wave's number is its own in a wave, and the server's Map's in a server. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'ExecutionId.$': ['$.ExecutionId'],
  'WaveNumber.$': ['$.Wave.WaveNumber', '$.WaveNumber'],
  'Position.$': ['$.Position'],
  'Token.$': ['$$.Task.Token'],
  'Failure.$': ['$.Failure', '$.Run.Failure'],
};

/** A Task passes what its contract says: its name, ids, flags, and a token if and only if it waits for one. */
export const payloads: Rule = (machine) =>
  tasksOf(machine).flatMap(({ name, state, map }) => {
    const { Payload, FunctionName } = state['Parameters'] as { Payload: Record<string, unknown>; FunctionName: string };
    const contract = CONTRACT[String(Payload['Task'])];
    if (contract === undefined) return [`${name}: no Task is called ${String(Payload['Task'])}`];
    const ofOneServer = map?.map !== undefined;
    const keys = contract
      .filter((key) => !key.endsWith('?') || ofOneServer)
      .map((key) => `${key.replace('?', '')}.$`)
      .concat('Task', 'ExecutionId.$');
    const given = Object.keys(Payload);
    return [
      ...given.filter((key) => !keys.includes(key)).map((key) => `${name}: ${key} is not part of its payload`),
      ...keys.filter((key) => !given.includes(key)).map((key) => `${name}: its payload lacks ${key}`),
      ...Object.entries(Payload)
        .filter(([key, path]) => SOURCES[key]?.includes(String(path)) === false)
        .map(([key, path]) => `${name}: it passes ${String(path)} as its ${key.replace('.$', '')}`),
      ...(given.includes('Token.$') === (state['Resource'] === WITH_TOKEN) ? [] : [`${name}: a token and waiting for one go together`]),
      ...(FunctionName === '${OrchestratorFunctionArn}' ? [] : [`${name}: it calls ${FunctionName}`]),
    ];
  });

/** A function's answer is kept whole or not at all: a path into it that is missing would end the run uncaught. */
export const resultSelectors: Rule = (machine) =>
  tasksOf(machine).flatMap(({ name, state }) => {
    const selector = (state['ResultSelector'] as Record<string, unknown> | undefined) ?? {};
    const taken = Object.entries(selector).filter(([key, path]) => key.endsWith('.$') && path !== '$.Payload');
    const keepsAll = state['Resource'] === LAMBDA && state['ResultPath'] !== null && state['ResultSelector'] === undefined;
    return [
      ...taken.map(([, path]) => `${name}: its ResultSelector takes ${String(path)}`),
      ...(keepsAll ? [`${name}: without a ResultSelector it keeps the integration's metadata`] : []),
      ...('ResultPath' in state ? [] : [`${name}: without a ResultPath its result would replace the state's input`]),
    ];
  });
