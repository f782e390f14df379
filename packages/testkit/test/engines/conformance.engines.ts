import { CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand, SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { systemClock } from '@drs-orchestration/core/clock';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { PausingClock } from '../../src/clock/pausingClock.js';
import { startThirdPartyEngine } from '../../src/engines/startThirdPartyEngine.js';
import { LambdaHost } from '../../src/lambda-host/lambdaHost.js';
import { startLambdaServer } from '../../src/lambda-host/startLambdaServer.js';
import { conformanceCases } from '../../src/step-functions/conformance/cases.js';
import type { ConformanceTarget } from '../../src/step-functions/conformance/conformanceTarget.js';
import { runCase, type CaseResult } from '../../src/step-functions/conformance/runCase.js';
import { ScriptedFunction } from '../../src/step-functions/conformance/scriptedFunction.js';
import { expectResult, titleOf } from '../step-functions/expectResult.js';

const clock: PausingClock = { ...systemClock, letTimePass: (work) => work() };
const script = new ScriptedFunction();
const results = new Map<number, Promise<CaseResult>>();
const closers: (() => Promise<void> | void)[] = [];

/** An engine to hold to the suite, or why there is none. */
type Engine = { readonly name: string; readonly url: string } | { readonly unavailable: string };

/**
 * Any Step Functions that AWS_ENDPOINT_URL_SFN names, which then invokes functions at CONFORMANCE_LAMBDA_ADDRESS
 * (127.0.0.1 where not said), CONFORMANCE_LAMBDA_PORT; CONFORMANCE_ENGINE (moto, stepfunctions-local, aws) says what it is, so that what it is known to do otherwise is left out. Else the
 * third-party AWS API, where it is.
 */
async function engineUnderTest(): Promise<Engine> {
  const url = process.env['AWS_ENDPOINT_URL_SFN'];
  const host = new LambdaHost({ clock });
  host.register('conformance', script.handler);
  const lambda = await startLambdaServer({ host, port: Number(process.env['CONFORMANCE_LAMBDA_PORT'] ?? 0), address: process.env['CONFORMANCE_LAMBDA_ADDRESS'] ?? '127.0.0.1' });
  closers.push(() => lambda.close());
  if (url !== undefined && url !== '') return { name: process.env['CONFORMANCE_ENGINE'] ?? 'aws', url };
  const folder = process.env['DRS_ENGINES_DIR'] ?? fileURLToPath(new URL('../../../../../shared/engines', import.meta.url));
  const started = await startThirdPartyEngine({ folder, lambdaEndpoint: lambda.url, clock });
  if ('unavailable' in started) return started;
  closers.push(() => started.close());
  return { name: 'moto', url: started.url };
}

function targetOf(url: string, engine: string): ConformanceTarget {
  const client = new SFNClient({ region: 'us-east-1', endpoint: url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  closers.push(() => client.destroy());
  const roleArn = process.env['CONFORMANCE_ROLE_ARN'] ?? 'arn:aws:iam::123456789012:role/conformance';
  return {
    engine,
    functionName: process.env['CONFORMANCE_FUNCTION_ARN'] ?? 'arn:aws:lambda:us-east-1:123456789012:function:conformance',
    createStateMachine: (input) => client.send(new CreateStateMachineCommand({ ...input, roleArn })),
    startExecution: (input) => client.send(new StartExecutionCommand(input)),
    describeExecution: (input) => client.send(new DescribeExecutionCommand(input)),
    getExecutionHistory: (input) => client.send(new GetExecutionHistoryCommand(input)),
    sendTaskSuccess: (input) => client.send(new SendTaskSuccessCommand(input)),
    sendTaskFailure: (input) => client.send(new SendTaskFailureCommand(input)),
    sleep: (seconds) => clock.sleep(seconds * 1000),
  };
}

describe('an engine that nobody here wrote, held to the same cases as ours', () => {
  let engine: Engine = { unavailable: 'it was not started' };

  beforeAll(async () => {
    engine = await engineUnderTest();
    if ('unavailable' in engine) return;
    const { name, url } = engine;
    const target = targetOf(url, name);
    script.answerTo(target);
    const suite = Buffer.from(String(process.pid)).toString('hex');
    // A few at a time: their waits pass together, and none is late because a small machine is busy.
    const lanes = Array.from({ length: 6 }, (): Promise<unknown> => Promise.resolve());
    conformanceCases.forEach((conformanceCase, index) => {
      if (conformanceCase.differs?.[name] !== undefined) return;
      const before = lanes[index % lanes.length]!;
      const result = before.then(() => runCase(conformanceCase, `conformance-${suite}-${index}`, target, script));
      lanes[index % lanes.length] = result.catch(() => undefined);
      results.set(index, result);
    });
  });
  afterAll(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  conformanceCases.forEach((conformanceCase, index) => {
    it(titleOf(conformanceCase), async (context) => {
      if ('unavailable' in engine) return context.skip(engine.unavailable);
      const difference = conformanceCase.differs?.[engine.name];
      context.skip(difference !== undefined, `${engine.name} ${difference}`);
      expectResult(conformanceCase, await results.get(index)!);
    });
  });
});
