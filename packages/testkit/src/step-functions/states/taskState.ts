import type { StateReader } from '../definition/stateReader.js';
import { requireWithinDataLimit } from '../errors/dataLimitExceeded.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { StateFailure } from '../errors/stateFailure.js';
import { TimeoutFailure } from '../errors/timeoutFailure.js';
import type { Frame } from '../execution/frame.js';
import type { Scope } from '../execution/scope.js';
import type { WaitingTask } from '../execution/taskTokens.js';
import { withinDeadlines } from '../execution/waiting.js';
import type { Expression } from '../paths/contextSource.js';
import { readFailurePolicy, runAttempts } from './attempts.js';
import type { CompiledState } from './compiledState.js';
import { invokeLambda, readLambdaResource } from './lambdaInvoke.js';
import { readResultFilters } from './resultFilters.js';
import { readTaskDeadlines, type SecondsOf } from './taskDeadlines.js';

const fields = [
  'Type', 'Comment', 'Next', 'End', 'Resource', 'Parameters', 'InputPath', 'OutputPath', 'ResultPath', 'ResultSelector',
  'TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'Retry', 'Catch',
];

/** What an attempt of a Task needs of its definition. */
interface TaskDefinition {
  readonly resource: 'invoke' | 'invoke.waitForTaskToken';
  readonly parameters: Expression;
  readonly timeout: SecondsOf;
  readonly heartbeat: SecondsOf;
}

/** Compiles a Task state: `lambda:invoke`, with or without waiting for its task token. */
export function compileTask(state: StateReader): CompiledState {
  state.allowOnly(fields);
  const filters = readResultFilters(state);
  const policy = readFailurePolicy(state);
  const definition: TaskDefinition = {
    resource: readLambdaResource(state),
    parameters: state.template('Parameters') ?? ((input) => input),
    ...readTaskDeadlines(state),
  };
  const next = state.next();
  return {
    name: state.name,
    type: 'Task',
    run: (input, frame) =>
      runAttempts(input, frame, {
        policy,
        next,
        attempt: async () => filters.output(input, await attemptTask(filters.inputPath(input, frame), frame, definition), frame),
      }),
  };
}

async function attemptTask(input: unknown, frame: Frame, definition: TaskDefinition): Promise<unknown> {
  const { clock, tokens } = frame.shared.environment;
  // Each attempt has a token of its own: the one before is dead (developer guide, "Wait for a callback").
  const waiting = definition.resource === 'invoke' ? undefined : tokens.issue(clock.now(), frame.scope);
  frame.state.token = waiting?.token;
  try {
    return await runTask(input, frame, definition, waiting);
  } finally {
    if (waiting !== undefined) tokens.close(waiting);
  }
}

async function runTask(input: unknown, frame: Frame, definition: TaskDefinition, waiting: WaitingTask | undefined): Promise<unknown> {
  const { clock, region } = frame.shared.environment;
  const resource = { resourceType: 'lambda', resource: definition.resource };
  const parameters = definition.parameters(input, frame);
  requireWithinDataLimit(parameters, frame.state.name);
  const timeoutSeconds = definition.timeout(input, frame);
  const heartbeatSeconds = definition.heartbeat(input, frame);
  frame.record('TaskScheduled', {
    ...resource,
    region,
    parameters,
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds }),
  });
  const startedAt = clock.now();
  frame.record('TaskStarted', resource);
  const deadlines = {
    timeoutSeconds,
    heartbeatSeconds,
    lastHeartbeat: () => waiting?.lastHeartbeat ?? startedAt,
    expire: () => {
      waiting?.expire();
      return waiting?.isAnswered === true ? answerOf(waiting) : undefined;
    },
  };
  try {
    const result = await withinDeadlines(frame.scope, clock, deadlines, (scope) =>
      waiting === undefined ? respond(frame, scope, parameters) : callBack(frame, scope, parameters, waiting, resource),
    );
    requireWithinDataLimit(result, 'lambda');
    frame.record('TaskSucceeded', { ...resource, output: result });
    return result;
  } catch (error) {
    recordFailure(error, frame, resource);
    throw error;
  }
}

function respond(frame: Frame, scope: Scope, parameters: unknown): Promise<unknown> {
  return scope.until(invokeLambda(frame.shared.environment.invoke, parameters));
}

/** The function is invoked and the answer awaited, which may come before the function has ended: then that counts, however it ends. */
async function callBack(frame: Frame, scope: Scope, parameters: unknown, waiting: WaitingTask, resource: object): Promise<unknown> {
  try {
    const submitted = await respond(frame, scope, parameters);
    frame.record('TaskSubmitted', { ...resource, output: submitted });
  } catch (error) {
    if (!(error instanceof StateFailure) || !waiting.isAnswered) throw error;
  }
  return scope.until(answerOf(waiting));
}

async function answerOf(waiting: WaitingTask): Promise<unknown> {
  const answer = await waiting.answer;
  if ('output' in answer) return answer.output;
  throw new StateFailure(answer.error, answer.cause);
}

function recordFailure(error: unknown, frame: Frame, resource: object): void {
  if (!(error instanceof StateFailure) || error instanceof RuntimeFailure) return;
  if (error instanceof TimeoutFailure) frame.record('TaskTimedOut', { ...resource, error: error.error });
  else frame.record('TaskFailed', { ...resource, ...errorDetails(error) });
}

function errorDetails({ error, failureCause }: StateFailure): object {
  return { ...(error === null ? {} : { error }), ...(failureCause === null ? {} : { cause: failureCause }) };
}
