import { SFNClient, CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand, SendTaskFailureCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../clock/steppedClock.js';
import type { LoopbackServer } from '../../http-api/loopbackServer.js';
import { LambdaHost } from '../../lambda-host/lambdaHost.js';
import { startLambdaServer } from '../../lambda-host/startLambdaServer.js';
import { conformanceCases } from './cases.js';
import type { ConformanceCase } from './conformanceCase.js';
import type { ConformanceTarget } from './conformanceTarget.js';
import { localEngine } from './localEngine.js';
import { runCase, type CaseResult } from './runCase.js';
import { ScriptedFunction } from './scriptedFunction.js';

const functionName = 'arn:aws:lambda:us-east-1:123456789012:function:conformance';
const title = ({ rule, ids }: ConformanceCase): string => (ids === undefined ? rule : `${rule} ${ids.map((id) => `[${id}]`).join(' ')}`);

/** Holds an engine's result to what its case says. */
function expectResult(conformanceCase: ConformanceCase, result: CaseResult): void {
  const { expected, events, eventCounts, eventTotal, leastSeconds } = conformanceCase;
  expect({ status: result.status, error: result.error }, result.cause).toEqual({ status: expected.status, error: expected.error });
  if ('output' in expected) expect(JSON.parse(result.output ?? 'null')).toEqual(expected.output);
  if (typeof expected.cause === 'string') expect(result.cause).toBe(expected.cause);
  if (expected.cause instanceof RegExp) expect(result.cause).toMatch(expected.cause);
  if (events !== undefined) expect(result.eventTypes).toEqual(events);
  for (const [type, count] of Object.entries(eventCounts ?? {})) expect([type, result.eventTypes.filter((other) => other === type).length]).toEqual([type, count]);
  if (eventTotal !== undefined) expect(result.eventTypes).toHaveLength(eventTotal);
  if (leastSeconds !== undefined) expect(result.stopDate!.getTime() - result.startDate!.getTime()).toBeGreaterThanOrEqual(leastSeconds * 1000 - 50);
}

describe('the local engine', () => {
  const script = new ScriptedFunction();
  const { clock, host, engine } = localEngine();
  host.register('conformance', script.handler);
  const target: ConformanceTarget = {
    engine: 'local',
    functionName,
    createStateMachine: (input) => engine.createStateMachine(input),
    startExecution: (input) => engine.startExecution(input),
    describeExecution: (input) => engine.describeExecution(input),
    getExecutionHistory: (input) => engine.getExecutionHistory(input),
    sendTaskSuccess: (input) => engine.sendTaskSuccess(input),
    sendTaskFailure: (input) => engine.sendTaskFailure(input),
    sleep: (seconds) => clock.sleep(seconds * 1000),
  };
  script.answerTo(target);

  beforeAll(() => clock.start());
  afterAll(() => clock.stop());

  it.each(conformanceCases.map((conformanceCase, index) => ({ conformanceCase, index, title: title(conformanceCase) })))('$title', async ({ conformanceCase, index }) => {
    expectResult(conformanceCase, await runCase(conformanceCase, `case-${index}`, target, script));
  });
});

// The suite on any other Step Functions: start it so that it invokes functions at 127.0.0.1:CONFORMANCE_LAMBDA_PORT, and name it
// by CONFORMANCE_ENGINE (moto, aws), so that what it is known to do otherwise is left out.
const endpoint = process.env['AWS_ENDPOINT_URL_SFN'];
const engineName = process.env['CONFORMANCE_ENGINE'] ?? 'aws';

if (endpoint === undefined) {
  it('another engine passes the suite', (context) => context.skip('AWS_ENDPOINT_URL_SFN is not set: there is no other engine to hold to the suite'));
} else {
  describe(`the engine at ${endpoint}`, () => onAnotherEngine(endpoint));
}

function onAnotherEngine(url: string): void {
  const script = new ScriptedFunction();
  const results = new Map<number, Promise<CaseResult>>();
  let server: LoopbackServer;
  let client: SFNClient;

  beforeAll(async () => {
    const clock = new SteppedClock({ speed: 1, startAt: 0 });
    const host = new LambdaHost({ clock });
    host.register('conformance', script.handler);
    server = await startLambdaServer({ host, port: Number(process.env['CONFORMANCE_LAMBDA_PORT'] ?? 0) });
    client = new SFNClient({ region: 'us-east-1', endpoint: url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    const roleArn = process.env['CONFORMANCE_ROLE_ARN'] ?? 'arn:aws:iam::123456789012:role/conformance';
    const target: ConformanceTarget = {
      engine: engineName,
      functionName: process.env['CONFORMANCE_FUNCTION_ARN'] ?? functionName,
      createStateMachine: (input) => client.send(new CreateStateMachineCommand({ ...input, roleArn })),
      startExecution: (input) => client.send(new StartExecutionCommand(input)),
      describeExecution: (input) => client.send(new DescribeExecutionCommand(input)),
      getExecutionHistory: (input) => client.send(new GetExecutionHistoryCommand(input)),
      sendTaskSuccess: (input) => client.send(new SendTaskSuccessCommand(input)),
      sendTaskFailure: (input) => client.send(new SendTaskFailureCommand(input)),
      sleep: (seconds) => clock.sleep(seconds * 1000),
    };
    script.answerTo(target);
    clock.start();
    const suite = Buffer.from(String(process.pid)).toString('hex');
    // A few at a time: their waits pass together, and none is late because a small machine is busy.
    const lanes = Array.from({ length: 6 }, (): Promise<unknown> => Promise.resolve());
    conformanceCases.forEach((conformanceCase, index) => {
      if (conformanceCase.differs?.[engineName] !== undefined) return;
      const before = lanes[index % lanes.length]!;
      const result = before.then(() => runCase(conformanceCase, `conformance-${suite}-${index}`, target, script));
      lanes[index % lanes.length] = result.catch(() => undefined);
      results.set(index, result);
    });
    return () => clock.stop();
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  conformanceCases.forEach((conformanceCase, index) => {
    it(title(conformanceCase), { timeout: 120_000 }, async (context) => {
      const difference = conformanceCase.differs?.[engineName];
      context.skip(difference !== undefined, `${engineName} ${difference}`);
      expectResult(conformanceCase, await results.get(index)!);
    });
  });
}
