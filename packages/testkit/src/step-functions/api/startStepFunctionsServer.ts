import { startLoopbackServer, type LoopbackServer, type ReceivedRequest, type Reply } from '../../http-api/loopbackServer.js';
import { StepFunctionsApiError } from './apiError.js';
import type { StepFunctions } from './stepFunctions.js';

type Operation = (engine: StepFunctions, request: never) => Promise<object>;

const operations: Readonly<Record<string, Operation>> = {
  CreateStateMachine: (engine, request) => engine.createStateMachine(request),
  UpdateStateMachine: (engine, request) => engine.updateStateMachine(request),
  DeleteStateMachine: (engine, request) => engine.deleteStateMachine(request),
  DescribeStateMachine: (engine, request) => engine.describeStateMachine(request),
  ListStateMachines: (engine) => engine.listStateMachines(),
  StartExecution: (engine, request) => engine.startExecution(request),
  DescribeExecution: (engine, request) => engine.describeExecution(request),
  ListExecutions: (engine, request) => engine.listExecutions(request),
  GetExecutionHistory: (engine, request) => engine.getExecutionHistory(request),
  StopExecution: (engine, request) => engine.stopExecution(request),
  SendTaskSuccess: (engine, request) => engine.sendTaskSuccess(request),
  SendTaskFailure: (engine, request) => engine.sendTaskFailure(request),
  SendTaskHeartbeat: (engine, request) => engine.sendTaskHeartbeat(request),
};

/** Serves an engine as the Step Functions API (JSON 1.0) on 127.0.0.1, for any SDK and for the AWS CLI. */
export async function startStepFunctionsServer(options: { readonly engine: StepFunctions; readonly port?: number }): Promise<LoopbackServer> {
  return startLoopbackServer((request) => answer(options.engine, request), options.port);
}

async function answer(engine: StepFunctions, request: ReceivedRequest): Promise<Reply> {
  try {
    const name = request.headers['x-amz-target']?.replace(/^AWSStepFunctions\./u, '') ?? '';
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) throw new StepFunctionsApiError('UnknownOperationException', `this engine does not implement ${name || 'a request without x-amz-target'}`);
    return reply(200, await operation(engine, parseBody(request.body) as never));
  } catch (error) {
    if (!(error instanceof StepFunctionsApiError)) throw error;
    return reply(400, { __type: error.code, message: error.message }, { 'x-amzn-errortype': error.code });
  }
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString('utf8')) as unknown;
  } catch {
    throw new StepFunctionsApiError('ValidationException', 'the request body is no JSON');
  }
}

function reply(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0', ...headers }, body: JSON.stringify(withEpochSeconds(body)) };
}

/** JSON 1.0 has dates as seconds since the Unix epoch. */
function withEpochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withEpochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEpochSeconds(item)]));
}
