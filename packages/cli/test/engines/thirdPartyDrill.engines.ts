import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { parsePlanFile, putPlan, renderDefinition, type ExecutionView } from '@drs-orchestration/core';
import { systemClock } from '@drs-orchestration/core/aws';
import {
  Activity,
  defaultAccount,
  functionEnvironment,
  hostFunctions,
  LambdaHost,
  localDeployment,
  localFunctionArn,
  localFunctionName,
  openLocalDatabase,
  Schedule,
  startDrsEmulator,
  startLambdaServer,
  startThirdPartyEngine,
  worldFor,
  defaultScenario,
  type FunctionLogLine,
  type PausingClock,
  type ThirdPartyEngine,
  type UnavailableEngine,
} from '@drs-orchestration/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { sources } from '../support/deployables.js';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const enginesFolder = process.env['DRS_ENGINES_DIR'] ?? join(repository, '../shared/engines');
const clock: PausingClock = { ...systemClock, letTimePass: (work) => work() };
/** DRS in seconds instead of minutes: the engine runs in real time. */
const seconds = { JobPending: 3, JobStarted: 1, Launching: 3, LaunchActions: 2, SpreadPercent: 15 };

const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('the deployed state machine on an engine that nobody here wrote', () => {
  it('drills the three-tier plan to COMPLETED, with every server launched once and cleaned up [R1.1] [R10.3]', async (context) => {
    const log: FunctionLogLine[] = [];
    const host = new LambdaHost({ clock, onError: ({ functionName, error }) => log.push({ timestamp: '', level: 'ERROR', service: functionName, message: error.errorMessage }) });
    const lambda = await startLambdaServer({ host, port: Number(process.env['CONFORMANCE_LAMBDA_PORT'] ?? 0), address: process.env['CONFORMANCE_LAMBDA_ADDRESS'] ?? '127.0.0.1' });
    closers.push(() => lambda.close());
    const engine = await engineCalling(lambda.url);
    context.skip('unavailable' in engine, 'unavailable' in engine ? engine.unavailable : '');
    if ('unavailable' in engine) return;
    closers.push(() => engine.close());

    const planPath = join(repository, 'examples/three-tier.yaml');
    const read = parsePlanFile(await readFile(planPath, 'utf8'), planPath);
    if (read.faults !== undefined) throw new Error(read.report);
    const world = { ...worldFor(defaultScenario(), read), Profile: seconds };
    const database = await openLocalDatabase({ clock, environment: process.env });
    closers.push(() => database.close());
    if (database.endpoint === undefined) throw new Error(database.memoryBecause ?? 'there is no DynamoDB');
    const drs = await startDrsEmulator({ world, clock });
    closers.push(() => drs.close());

    const definition = renderDefinition(sources.definition, { OrchestratorFunctionArn: localFunctionArn('orchestrator', defaultAccount) });
    const client = new SFNClient({ endpoint: engine.url, region: localDeployment.region, credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' } });
    closers.push(() => client.destroy());
    const machine = await client.send(new CreateStateMachineCommand({ name: 'recovery', definition, roleArn: `arn:aws:iam::${defaultAccount}:role/machine` }));
    const environment = functionEnvironment(defaultAccount, machine.stateMachineArn ?? '', { ...drs.endpoints, SFN: engine.url, LAMBDA: lambda.url, DYNAMODB: database.endpoint }, world.Quotas);
    hostFunctions(host, sources.functions, { clock, environment, log: (line) => void log.push(line), activity: new Activity() });
    const schedule = new Schedule({ clock, everySeconds: 60, call: () => void host.invokeAsync(localFunctionName('finder'), {}) });

    await putPlan(database.items, { ...read.plan, Waves: read.plan.Waves.map((wave) => ({ ...wave, WaitTimeSeconds: Math.min(wave.WaitTimeSeconds, 5) })) }, read.groups);
    const started = await call<{ ExecutionId: string }>(host, 'POST', '/executions', { PlanId: read.plan.PlanId, ExecutionType: 'DRILL' });
    // The schedule's first call comes at once, then each minute: a minute less of real time.
    await clock.sleep(5000);
    host.invokeAsync(localFunctionName('finder'), {});
    schedule.start();
    closers.push(() => schedule.stop());
    const view = await untilOver(host, started.ExecutionId);

    const problems = log.filter((line) => line.level === 'ERROR').map((line) => line.message);
    expect({ Status: view.Status, Errors: view.Errors, CleanUp: view.CleanUp?.Status, problems }).toEqual({ Status: 'COMPLETED', Errors: [], CleanUp: 'COMPLETED', problems: [] });
    expect(view.Waves.map((wave) => wave.Status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    const jobs = view.Waves.flatMap((wave) => wave.Servers.map((server) => server.RecoveryJobId));
    expect(jobs.filter((job) => job === undefined)).toEqual([]);
    expect(new Set(jobs).size).toBe(3);
    await host.idle();
  });
});

/** Any Step Functions that AWS_ENDPOINT_URL_SFN names, which must call functions at this Lambda; else the third-party AWS API, where it is. */
async function engineCalling(lambdaEndpoint: string): Promise<ThirdPartyEngine | UnavailableEngine> {
  const url = process.env['AWS_ENDPOINT_URL_SFN'] ?? '';
  return url === '' ? startThirdPartyEngine({ folder: enginesFolder, lambdaEndpoint, clock }) : { url, close: async () => undefined };
}

async function untilOver(host: LambdaHost, executionId: string): Promise<ExecutionView> {
  for (;;) {
    const view = await call<ExecutionView>(host, 'GET', `/executions/${executionId}`);
    if (view.EndTime !== undefined && !['PENDING', 'IN_PROGRESS'].includes(view.CleanUp?.Status ?? '')) return view;
    await clock.sleep(1000);
  }
}

async function call<T>(host: LambdaHost, method: string, rawPath: string, body?: object): Promise<T> {
  const event = { rawPath, requestContext: { http: { method }, authorizer: { iam: { userArn: `arn:aws:iam::${defaultAccount}:user/tester` } } }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const result = await host.invoke(localFunctionName('api'), event);
  if (!('payload' in result)) throw new Error(result.error.errorMessage);
  const answer = result.payload as { readonly statusCode: number; readonly body: string };
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return JSON.parse(answer.body) as T;
}
