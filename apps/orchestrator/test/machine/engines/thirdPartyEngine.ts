import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@drs-orchestration/core/aws';
import { startThirdPartyEngine, type ThirdPartyEngine as RunningEngine } from '@drs-orchestration/testkit';
import { ended, type EndedExecution, type Engine, type ExecutionRequest, type Invocation, type MachineControl, type TaskCall } from './engine.js';
import { stepFunctionsApi, type StepFunctionsApi } from './stepFunctionsApi.js';

const repository = fileURLToPath(new URL('../../../../..', import.meta.url));
/** Where an engine that nobody here wrote is to be found. */
const folder = process.env['DRS_ENGINES_DIR'] ?? join(repository, '../shared/engines');
const PREFIX = 'arn:aws:lambda:us-east-1:123456789012:function:';

type Handler = (call: TaskCall) => Promise<Invocation>;

/** Runs executions on a third-party engine, in real time, each with a function of its own. */
export class ThirdPartyEngine implements Engine {
  readonly #engine: RunningEngine;
  readonly #functions: Server;
  readonly #handlers: Map<string, Handler>;
  readonly #api: StepFunctionsApi;
  #count = 0;

  private constructor(engine: RunningEngine, functions: Server, handlers: Map<string, Handler>, api: StepFunctionsApi) {
    this.#engine = engine;
    this.#functions = functions;
    this.#handlers = handlers;
    this.#api = api;
  }

  /** Starts the engine and the endpoint at which it calls functions; answers why not where there is no engine. */
  static async start(): Promise<ThirdPartyEngine | string> {
    const handlers = new Map<string, Handler>();
    const functions = createServer((request, response) => {
      invocation(handlers, request).then(
        (outcome) => {
          if ('threw' in outcome) response.setHeader('x-amz-function-error', 'Unhandled');
          response.end(JSON.stringify('threw' in outcome ? { errorType: outcome.threw.name, errorMessage: outcome.threw.message } : outcome.returned));
        },
        (problem: unknown) => response.writeHead(500).end(String(problem)),
      );
    });
    const lambdaPort = await listen(functions);
    const started = await startThirdPartyEngine({ folder, lambdaEndpoint: `http://127.0.0.1:${lambdaPort}`, clock: systemClock });
    if (!('unavailable' in started)) return new ThirdPartyEngine(started, functions, handlers, stepFunctionsApi(started.url));
    functions.close();
    return started.unavailable;
  }

  async execute(request: ExecutionRequest): Promise<EndedExecution> {
    this.#count += 1;
    const name = `orchestrator-${this.#count}`;
    const definition = request.definition(PREFIX + name);
    const { stateMachineArn } = await this.#api('CreateStateMachine', { name, definition, roleArn: 'arn:aws:iam::123456789012:role/machine' });
    const executionArn = `${String(stateMachineArn).replace(':stateMachine:', ':execution:')}:e-1`;
    const control: MachineControl = {
      now: () => systemClock.now() / 1000,
      answer: async (taskToken, output) => void (await this.#api('SendTaskSuccess', { taskToken, output: JSON.stringify(output) })),
      stop: async () => void (await this.#api('StopExecution', { executionArn })),
    };
    this.#handlers.set(name, (call) => request.invoke(call, control));
    await this.#api('StartExecution', { stateMachineArn, name: 'e-1', input: JSON.stringify(request.input) });
    for (;;) {
      const state = await this.#api('DescribeExecution', { executionArn });
      if (state['status'] !== 'RUNNING') return ended(state as { status: string }, (page) => this.#api('GetExecutionHistory', { executionArn, ...page }));
      await systemClock.sleep(200);
    }
  }

  async close(): Promise<void> {
    await this.#engine.close();
    this.#functions.closeAllConnections();
    await new Promise((resolve) => this.#functions.close(resolve));
  }
}

/** A call of the Lambda API: `/2015-03-31/functions/NAME/invocations`, the name maybe an ARN. */
async function invocation(handlers: ReadonlyMap<string, Handler>, request: IncomingMessage): Promise<Invocation> {
  const name = decodeURIComponent(request.url?.split('/')[3] ?? '').replace(PREFIX, '');
  const call = JSON.parse(await text(request)) as TaskCall;
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`no execution has the function ${name}`);
  return handler(call);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
