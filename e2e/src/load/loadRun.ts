import { assembleView, Executions, putPlan, type Environment, type ExecutionView } from '@drs-orchestration/core';
import { aPlan, serverId, type LaunchJob, type SystemFunctionName, type World } from '@drs-orchestration/testkit';
import { HttpApi } from '../system/httpApi.js';
import { LocalSystemUnderTest } from '../system/localSystemUnderTest.js';
import { startFrontDoor, throttledByDynamoDb, tooManyInvocations, type DoorCounts } from './frontDoor.js';
import { throttleSome } from './throttleSome.js';

/** How many runs, and what stands in their way. */
export interface Load {
  readonly executions: number;
  /** Shares from 0 to 1: of DRS's calls, of the finder's invocations, of DynamoDB's requests. */
  readonly throttled: number;
  readonly refused: number;
  readonly databaseThrottled?: number;
  readonly seed: number;
  readonly quotas?: World['Quotas'];
  /** DRS's times; short ones need fewer polls. */
  readonly profile: NonNullable<World['Profile']>;
}

/** What a load came to. */
export interface LoadResult {
  readonly views: readonly ExecutionView[];
  /** The share of DRS's calls that were throttled, and of the finder's invocations that were refused. */
  readonly throttled: number;
  readonly refused: number;
  /** How many calls DRS throttled, by operation: each try of a call counts, as the emulator sees it. */
  readonly throttledCalls: ReadonlyMap<string, number>;
  /** What came to DynamoDB, each try of a request. */
  readonly database: DoorCounts;
  readonly launchJobs: readonly LaunchJob[];
  /** Most jobs that ran at the same time, and most servers in them. */
  readonly mostJobs: number;
  readonly mostServers: number;
}

const servers = (execution: number): readonly string[] => [1, 2, 3, 4, 5, 6].map((n) => serverId(execution * 6 + n));

/** Starts so many drills of six servers in three waves at once, each of a plan of its own, and waits until all are over. */
export async function underLoad(load: Load, inspect: (system: LocalSystemUnderTest, result: LoadResult) => Promise<void>): Promise<void> {
  const lambda = await startFrontDoor({ share: load.refused, seed: load.seed, refusal: tooManyInvocations });
  const dynamoDb = await startFrontDoor({ share: load.databaseThrottled ?? 0, seed: load.seed, refusal: throttledByDynamoDb });
  const runs = Array.from({ length: load.executions }, (_, index) => index);
  const world: World = {
    Servers: runs.flatMap(servers).map((SourceServerId) => ({ SourceServerId })),
    Profile: load.profile,
    Seed: load.seed,
    ...(load.quotas === undefined ? {} : { Quotas: load.quotas }),
  };
  const throughDoors = (name: SystemFunctionName, given: Environment): Environment => {
    dynamoDb.endpoint = given['AWS_ENDPOINT_URL_DYNAMODB'];
    return { ...given, AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.url, ...(name === 'finder' ? { AWS_ENDPOINT_URL_LAMBDA: lambda.url } : {}) };
  };
  const system = await LocalSystemUnderTest.start({ world, environment: throughDoors });
  try {
    lambda.endpoint = system.system.endpoints.LAMBDA;
    const throttled = throttleSome(system.system.emulator.emulator, { share: load.throttled, seed: load.seed });
    await system.run(async () => {
      const views = await allOver(system, await startAll(system, runs));
      const calls = system.system.emulator.emulator.calls.filter(({ service }) => service === 'drs').length;
      const { refused, handedOn } = lambda.counts;
      await inspect(system, { views, throttled: throttled() / calls, throttledCalls: throttledCalls(system), refused: refused / (refused + handedOn), database: dynamoDb.counts, ...jobsOf(system) });
    });
  } finally {
    await system.stop();
    await lambda.close();
    await dynamoDb.close();
  }
}

async function startAll(system: LocalSystemUnderTest, runs: readonly number[]): Promise<readonly string[]> {
  const api = new HttpApi(system.system.apiUrl, system.clock);
  return Promise.all(
    runs.map(async (index) => {
      const six = servers(index);
      const plan = [0, 2, 4].reduce((built, from) => built.withWave({ ServerIds: six.slice(from, from + 2) }), aPlan({ PlanName: `Plan ${index}` })).build();
      await putPlan(system.system.items, plan, []);
      return api.start(plan.PlanId, 'DRILL');
    }),
  );
}

/** Between two looks at whether all are over: a minute. Milliseconds. */
const pause = 60_000;

async function allOver(system: LocalSystemUnderTest, ids: readonly string[]): Promise<readonly ExecutionView[]> {
  const executions = new Executions(system.system.items, system.clock);
  const until = system.clock.now() + 48 * 3_600_000;
  for (let open = 1; open > 0; ) {
    if (system.clock.now() > until) throw new Error(`${open} runs are not over after 48 h`);
    await system.clock.sleep(pause);
    open = 0;
    for await (const page of system.system.items.query({ table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: 'OPEN' } })) open += page.length;
  }
  const views: ExecutionView[] = [];
  for (const id of ids) {
    const { header, waves } = await executions.load(id);
    views.push(assembleView(header, waves));
  }
  return views;
}

function throttledCalls(system: LocalSystemUnderTest): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { operation, outcome } of system.system.emulator.emulator.calls) if (outcome === 'THROTTLE') counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return counts;
}

function jobsOf(system: LocalSystemUnderTest): Pick<LoadResult, 'launchJobs' | 'mostJobs' | 'mostServers'> {
  const { emulator } = system.system.emulator;
  const jobs = emulator.jobs().map((job) => ({ from: job.createdAt, to: emulator.endOf(job), servers: job.servers.length }));
  const atOnce = jobs.map(({ from }) => jobs.filter((job) => job.from <= from && job.to > from));
  return {
    launchJobs: emulator.jobs().filter((job) => job.type === 'LAUNCH').map((job) => ({ jobId: job.id, type: job.type, servers: job.servers.map((server) => ({ sourceServerId: server.id })) })),
    mostJobs: Math.max(...atOnce.map((running) => running.length)),
    mostServers: Math.max(...atOnce.map((running) => running.reduce((sum, job) => sum + job.servers, 0))),
  };
}
