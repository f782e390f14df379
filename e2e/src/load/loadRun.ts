import { assembleView, Executions, putPlan, type ExecutionView } from '@drs-orchestration/core';
import { aPlan, serverId, type LaunchJob, type World } from '@drs-orchestration/testkit';
import { HttpApi } from '../system/httpApi.js';
import { LocalSystemUnderTest } from '../system/localSystemUnderTest.js';
import { startRefusingLambda } from './refusingLambda.js';
import { throttleSome } from './throttleSome.js';

/** How many runs, and what stands in their way. */
export interface Load {
  readonly executions: number;
  /** Shares from 0 to 1. */
  readonly throttled: number;
  readonly refused: number;
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
  readonly launchJobs: readonly LaunchJob[];
  /** Most jobs that ran at the same time, and most servers in them. */
  readonly mostJobs: number;
  readonly mostServers: number;
}

const servers = (execution: number): readonly string[] => [1, 2, 3, 4, 5, 6].map((n) => serverId(execution * 6 + n));

/** Starts so many drills of six servers in three waves at once, each of a plan of its own, and waits until all are over. */
export async function underLoad(load: Load, inspect: (system: LocalSystemUnderTest, result: LoadResult) => Promise<void>): Promise<void> {
  const door = await startRefusingLambda({ share: load.refused, seed: load.seed });
  const runs = Array.from({ length: load.executions }, (_, index) => index);
  const world: World = {
    Servers: runs.flatMap(servers).map((SourceServerId) => ({ SourceServerId })),
    Profile: load.profile,
    Seed: load.seed,
    ...(load.quotas === undefined ? {} : { Quotas: load.quotas }),
  };
  const system = await LocalSystemUnderTest.start({ world, environment: (name, given) => (name === 'finder' ? { ...given, AWS_ENDPOINT_URL_LAMBDA: door.url } : given) });
  try {
    door.endpoint = system.system.endpoints.LAMBDA;
    const throttled = throttleSome(system.system.emulator.emulator, { share: load.throttled, seed: load.seed });
    await system.run(async () => {
      const views = await allOver(system, await startAll(system, runs));
      const calls = system.system.emulator.emulator.calls.filter(({ service }) => service === 'drs').length;
      const { refused, handedOn } = door.counts;
      await inspect(system, { views, throttled: throttled() / calls, refused: refused / (refused + handedOn), ...jobsOf(system) });
    });
  } finally {
    await system.stop();
    await door.close();
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
