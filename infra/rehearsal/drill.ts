import { headerItem, isFinal, parsePlanFile, putPlan, type ExecutionView, type ItemStore } from '@drs-orchestration/core';
import { DynamoDbItemStore, dynamodbClient, systemClock, systemIdentifiers } from '@drs-orchestration/core/aws';
import { startDrsEmulator, startHttpApi, SteppedClock, systemTime, type LambdaHost } from '@drs-orchestration/testkit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Names } from '../src/names.js';
import type { Outputs } from './cdktf.js';
import { hostDeployed } from './deployedFunctions.js';
import type { EngineApi } from './engineApi.js';
import { runDeployedSchedule, StatusChanges } from './eventSources.js';

/** How DRS's part is timed, in seconds of the host's clock: a profile of seconds. */
const profile = { JobPending: 6, JobStarted: 4, Launching: 10, LaunchActions: 5, SpreadPercent: 10 };
/** The host's clock against the wall: its minute, in which the finder is called once, lasts 3 s. Step Functions' own time is the wall's. */
const hostSpeed = 20;
/** How long it may take, in seconds of the wall. */
const patience = 300;

/** What the drill runs on. */
export interface DrillOptions {
  readonly api: EngineApi;
  readonly host: LambdaHost;
  readonly clock: SteppedClock;
  readonly lambdaUrl: string;
  readonly outputs: Outputs;
  readonly names: Names;
  /** The digests of the deployed archives. */
  readonly archives: ReadonlySet<string>;
  readonly print: (line: string) => void;
}

/** What was seen of a drill. */
export interface SeenDrill {
  readonly view: ExecutionView;
  /** The drill's statuses as the API showed them, in their order. */
  readonly statuses: readonly string[];
  /** Whether the deployed StatusIndex named it while it was POLLING. */
  readonly wasIndexed: boolean;
  /** What the ended drill's header holds where the deployed table looks for its expiry: Unix seconds. */
  readonly expires: unknown;
  /** The machine's ends that the deployed rule told the orchestrator of, e.g. `<name>: SUCCEEDED`. */
  readonly told: readonly string[];
  /** When the deployed schedule called the finder, in milliseconds of the host's clock. */
  readonly finderCalls: readonly number[];
}

/** The routes of the deployed HTTP API, e.g. `POST /executions`. */
async function deployedRoutes(api: EngineApi, apiUrl: string): Promise<string[]> {
  const { items } = await api.get<{ items: readonly { routeKey: string }[] }>('apigateway', `/v2/apis/${new URL(apiUrl).host.split('.')[0]}/routes`);
  return items.map(({ routeKey }) => routeKey);
}

/** Whether StatusIndex names an execution as one that is POLLING. */
async function isIndexed(items: ItemStore, executionId: string): Promise<boolean> {
  for await (const page of items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'POLLING' } })) {
    if (page.some((item) => item['ExecutionId'] === executionId)) return true;
  }
  return false;
}

/** The clock of the host and the emulator. */
export function hostClock(): SteppedClock {
  return new SteppedClock({ speed: hostSpeed, startAt: systemTime() });
}

/**
 * Starts a drill by the deployed API's function and follows it until nothing of it is left to do.
 * @throws Error where it does not end in time
 */
export async function runDrill(options: DrillOptions): Promise<SeenDrill> {
  const { api, host, clock, lambdaUrl, outputs, names, archives, print } = options;
  const file = fileURLToPath(new URL('plan.yaml', import.meta.url));
  const plan = parsePlanFile(readFileSync(file, 'utf8'), 'rehearsal/plan.yaml');
  if (plan.faults !== undefined) throw new Error(plan.report);
  const servers = plan.plan.Waves.flatMap((wave) => wave.ServerIds ?? []);
  const closers: (() => unknown)[] = [];
  try {
    const emulator = await startDrsEmulator({ clock, world: { Account: outputs.account_id, Profile: profile, Servers: servers.map((SourceServerId) => ({ SourceServerId })) } });
    closers.push(() => emulator.close());
    const keys = { AWS_ACCESS_KEY_ID: 'rehearsal', AWS_SECRET_ACCESS_KEY: 'rehearsal' };
    const { DRS, EC2, STS } = emulator.endpoints;
    const added = {
      ...keys,
      AWS_REGION: outputs.region,
      AWS_ENDPOINT_URL_DRS: DRS, AWS_ENDPOINT_URL_EC2: EC2, AWS_ENDPOINT_URL_STS: STS,
      AWS_ENDPOINT_URL_LAMBDA: lambdaUrl,
      AWS_ENDPOINT_URL_DYNAMODB: api.url, AWS_ENDPOINT_URL_SFN: api.url, AWS_ENDPOINT_URL_SNS: api.url,
    };
    for (const line of await hostDeployed(api, host, clock, archives, added, (name) => names.function(name))) print(`  hosted ${line}`);
    const schedule = await runDeployedSchedule(api, host, clock, names.of('finder'));
    closers.push(() => schedule.stop());
    const changes = await StatusChanges.start(api, host, names.of('status-change'), outputs.state_machine_arn);
    closers.push(() => changes.stop());
    const client = dynamodbClient({ clock, environment: { ...keys, AWS_ENDPOINT_URL_DYNAMODB: api.url }, region: outputs.region });
    closers.push(() => client.destroy());
    const items = new DynamoDbItemStore(client, { plans: outputs.plans_table, groups: outputs.groups_table, executions: outputs.executions_table });
    const http = await startHttpApi({
      routes: await deployedRoutes(api, outputs.api_url),
      handler: async (event) => {
        const result = await host.invoke(names.function('api'), event);
        if ('payload' in result) return result.payload;
        throw new Error(result.error.errorMessage);
      },
      caller: { userArn: `arn:aws:iam::${outputs.account_id}:user/rehearsal`, accountId: outputs.account_id },
      clock,
      identifiers: systemIdentifiers,
    });
    closers.push(() => http.close());

    clock.start();
    closers.push(() => clock.stop());
    await putPlan(items, plan.plan, plan.groups);
    const request = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const response = await fetch(`${http.url}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    };
    const { ExecutionId } = await request<{ ExecutionId: string }>('POST', '/executions', { PlanId: plan.plan.PlanId, ExecutionType: 'DRILL' });
    print(`  drill ${ExecutionId} started through the deployed API function`);
    const deadline = systemClock.now() + patience * 1000;
    let shown = '';
    let wasIndexed = false;
    const statuses: string[] = [];
    for (;;) {
      const view = await request<ExecutionView>('GET', `/executions/${ExecutionId}`);
      if (statuses.at(-1) !== view.Status) statuses.push(view.Status);
      if (view.Status === 'POLLING') wasIndexed ||= await isIndexed(items, ExecutionId);
      const now = [view.Status, ...view.Waves.map((wave) => `${wave.WaveName} ${wave.Status}`)].join(', ');
      if (now !== shown) print(`  ${(shown = now)}`);
      // Its message, its clean-up and its lock are done with once nothing is open; its machine ends after that.
      const header = await items.get('executions', { ExecutionId, Item: headerItem });
      if (isFinal(view.Status) && header?.['Open'] === undefined && changes.told.length > 0) {
        // What was told is handled before everything is taken away.
        await host.idle();
        const { TimeToLiveDescription } = await api.json<{ TimeToLiveDescription: { AttributeName: string } }>('dynamodb', 'DynamoDB_20120810.DescribeTimeToLive', { TableName: outputs.executions_table });
        return { view, statuses, wasIndexed, expires: header?.[TimeToLiveDescription.AttributeName], told: changes.told, finderCalls: schedule.calls };
      }
      if (systemClock.now() > deadline) throw new Error(`the drill had not ended after ${patience} s, or nobody was told of its machine's end: ${JSON.stringify(header)}`);
      await systemClock.sleep(500);
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
