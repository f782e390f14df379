import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { CreateStateMachineCommand, DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { parsePlanFile, putPlan, renderDefinition, type Environment, type ExecutionView } from '@drs-orchestration/core';
import { DynamoDbItemStore, dynamodbClient, systemClock, systemIdentifiers } from '@drs-orchestration/core/aws';
import {
  Activity,
  createTables,
  defaultAccount,
  functionEnvironment,
  hostFunctions,
  LambdaHost,
  localFunctionArn,
  localFunctionName,
  localTableNames,
  Schedule,
  startDrsEmulator,
  startDynamoDb,
  startLambdaServer,
  startThirdPartyEngine,
  worldFor,
  defaultScenario,
  type FunctionLogLine,
  type PausingClock,
  type UnavailableEngine,
} from '@drs-orchestration/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { definitionFor } from '../../../../scripts/vitest/engineDefinition.js';
import { givenEngine, lambdaPlace, localClient, type GivenEngine } from '../../../../scripts/vitest/givenEngine.js';
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
    const lambda = await startLambdaServer({ host, ...lambdaPlace(process.env) });
    closers.push(() => lambda.close());
    const engine = await engineCalling(lambda.url);
    if ('unavailable' in engine) return context.skip(engine.unavailable);

    const planPath = join(repository, 'examples/three-tier.yaml');
    const read = parsePlanFile(await readFile(planPath, 'utf8'), planPath);
    if (read.faults !== undefined) throw new Error(read.report);
    const world = { ...worldFor(defaultScenario(), read), Profile: seconds };
    const database = await startDynamoDb({ environment: process.env });
    if ('unavailable' in database) return context.skip(database.unavailable);
    closers.push(() => database.close());
    const drs = await startDrsEmulator({ world, clock });
    closers.push(() => drs.close());

    const definition = definitionFor(engine.kind, renderDefinition(sources.definition, { OrchestratorFunctionArn: engine.lambda?.arn ?? localFunctionArn('orchestrator', defaultAccount) }));
    const client = new SFNClient(engine.client);
    closers.push(() => client.destroy());
    const stateMachineArn = await machineOf(client, definition, engine.roleArn ?? `arn:aws:iam::${defaultAccount}:role/machine`);
    const endpoints = { ...drs.endpoints, SFN: engine.client.endpoint, LAMBDA: lambda.url, DYNAMODB: database.url };
    const environment = { ...functionEnvironment(defaultAccount, stateMachineArn, endpoints, world.Quotas), ...(await keysOf(client)) };
    if (engine.lambda !== undefined) host.register(engine.lambda.name, (event) => sentOn(host, event));
    hostFunctions(host, sources.functions, { clock, environment, log: (line) => void log.push(line), activity: new Activity() });
    const schedule = new Schedule({ clock, everySeconds: 60, call: () => void host.invokeAsync(localFunctionName('finder'), {}) });

    await putPlan(await recordsIn(environment), { ...read.plan, Waves: read.plan.Waves.map((wave) => ({ ...wave, WaitTimeSeconds: Math.min(wave.WaitTimeSeconds, 5) })) }, read.groups);
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

/** An engine that calls functions at this Lambda: the one that AWS_ENDPOINT_URL_SFN names; else the third-party AWS API, where it is. */
async function engineCalling(lambdaEndpoint: string): Promise<Omit<GivenEngine, 'withoutLambda'> | UnavailableEngine> {
  const given = givenEngine(process.env);
  if (given !== undefined) return given.withoutLambda === undefined ? given : { unavailable: given.withoutLambda };
  const started = await startThirdPartyEngine({ folder: enginesFolder, lambdaEndpoint, clock });
  if ('unavailable' in started) return started;
  closers.push(() => started.close());
  return { kind: 'moto', client: localClient(started.url) };
}

/** Creates the state machine; it goes when the suite is over, so an engine that outlives it keeps nothing and no name is used twice. */
async function machineOf(client: SFNClient, definition: string, roleArn: string): Promise<string> {
  const { stateMachineArn = '' } = await client.send(new CreateStateMachineCommand({ name: `drill-${systemIdentifiers.uuid().slice(0, 8)}`, definition, roleArn }));
  closers.push(async () => void (await client.send(new DeleteStateMachineCommand({ stateMachineArn }))));
  return stateMachineArn;
}

/** What the functions must find to call the engine as this client does; nobody else here checks keys. */
async function keysOf(client: SFNClient): Promise<Environment> {
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  return { AWS_REGION: await client.config.region(), AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }) };
}

/** The store of the functions that have this environment, its tables there; some emulators keep a database for each Region or key. */
async function recordsIn(environment: Environment): Promise<DynamoDbItemStore> {
  const client = dynamodbClient({ clock, environment, region: environment['AWS_REGION'] ?? '' });
  closers.push(() => client.destroy());
  await createTables(client, localTableNames);
  return new DynamoDbItemStore(client, localTableNames);
}

/** What a function that hands its events on to this process hears from the orchestrator. */
async function sentOn(host: LambdaHost, event: unknown): Promise<unknown> {
  const result = await host.invoke(localFunctionName('orchestrator'), event);
  if ('payload' in result) return result.payload;
  throw Object.assign(new Error(result.error.errorMessage), { name: result.error.errorType });
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
