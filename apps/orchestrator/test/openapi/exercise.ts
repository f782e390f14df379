import { ServiceError, type Item } from '@drs-orchestration/core';
import { executionHistory, groupedPlan, standardPlan, startHttpApi, testGroups, testServers, type HistoryKind, type LoopbackServer } from '@drs-orchestration/testkit';
import { handleRequest } from '../../src/requests/handleRequest.js';
import type { OperationId } from '../../src/requests/routes.js';
import { apiOf, caller } from '../requests/requests.js';
import { planWave, World } from '../tasks/world/world.js';

/** A request of the running API, and the status that it is to have. */
export interface Request {
  /** The operation it goes to; where it goes to none, the document's component that describes the answer. */
  readonly operation: OperationId | 'MethodNotAllowed';
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly world: () => Promise<World>;
}

/** What was answered over HTTP. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const plan = standardPlan();
const planFile = { PlanName: 'Web shop', Region: 'us-east-1', Waves: [{ WaveNumber: 1, WaveName: 'Database', ServerIds: testServers.Database }] };
const group = testGroups[0] ?? { GroupId: 'pg-database', GroupName: 'Database', Region: 'us-east-1', Tags: { tier: 'database' } };
const id = '00000000-0000-4000-8000-000000000001';
const uuid = (n: number): string => `3f2504e0-4f89-41d3-9a0c-${String(n).padStart(12, '0')}`;

/** A world whose identifiers look like those of AWS. */
function empty(): World {
  const world = new World();
  let made = 0;
  Object.assign(world.context, { identifiers: { uuid: () => uuid((made += 1)) } });
  world.drs.replicate(Object.values(testServers).flat());
  return world;
}

async function holding(...items: readonly (readonly ['plans' | 'groups' | 'executions', Item])[]): Promise<World> {
  const world = empty();
  for (const [table, item] of items) await world.items.write({ kind: 'put', table, item });
  return world;
}

const storedPlan = (keys: object = {}) => ['plans', { ...plan, Version: 3, ...keys }] as const;
const storedGroup = (keys: object = {}) => ['groups', { ...group, Version: 2, ...keys }] as const;

const planned = (): Promise<World> => holding(storedPlan());
const withGroup = (): Promise<World> => holding(storedGroup());
const namedGroup = (): Promise<World> => holding(storedGroup(), ['plans', { ...groupedPlan().plan, Version: 1 }]);

/** The stored plan, and a drill of it. */
async function drilled(kind: HistoryKind, keys: object = {}, plans: object = {}): Promise<World> {
  const { header, waves } = executionHistory(kind, { executionId: id });
  const world = await holding(storedPlan({ ...(kind === 'POLLING' ? { ActiveExecutionId: id } : {}), ...plans }), ['executions', { ...header, PlanVersion: 3, ...keys }]);
  for (const wave of waves) await world.items.write({ kind: 'put', table: 'executions', item: { ...wave } });
  return world;
}

const running = (): Promise<World> => drilled('POLLING');
const completed = (): Promise<World> => drilled('COMPLETED');
const partial = (): Promise<World> => drilled('PARTIAL');

/** A drill whose wave ran out of time while DRS was at it. */
async function timedOut(): Promise<World> {
  const world = await drilled('PARTIAL', { Status: 'TIMEOUT' });
  const { waves } = await world.context.executions.load(id);
  const late = waves[1];
  if (late === undefined) throw new Error('the history has no second wave');
  const Servers = late.Servers.map(({ Error: _error, ...server }) => ({ ...server, TimeoutDetected: true }));
  await world.items.write({ kind: 'put', table: 'executions', item: { ...late, WaveStatus: 'TIMEOUT', Servers, Errors: [] } });
  return world;
}

/** A run whose first wave waits for an approval. */
async function awaiting(): Promise<World> {
  const world = empty();
  await world.given([planWave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 600 }), planWave(2)]);
  await world.task('AwaitApproval', { WaveNumber: 1, Token: 'a1' });
  return world;
}

/** A world whose store, or whose code, fails. */
function failing(error: () => Error) {
  return async (): Promise<World> => {
    const world = empty();
    world.hooks = {
      before: () => {
        throw error();
      },
    };
    return world;
  };
}
const throttled = failing(() => new ServiceError({ service: 'DynamoDB', operation: 'Query', kind: 'THROTTLED', message: 'DynamoDB throttled the request.' }));
const silent = failing(() => new ServiceError({ service: 'DynamoDB', operation: 'Query', kind: 'NETWORK', message: 'DynamoDB did not answer.' }));
const broken = failing(() => new TypeError('undefined is not a function'));

const large = { ...planFile, Description: 'x'.repeat(1024 * 1024) };
const start = { PlanId: plan.PlanId, ExecutionType: 'DRILL' };

const of = (operation: Request['operation'], status: number, method: string, path: string, world: Request['world'], body?: unknown): Request => ({ operation, status, method, path, world, ...(body === undefined ? {} : { body }) });

const starts: readonly Request[] = [
  of('startExecution', 202, 'POST', '/executions', planned, start),
  of('startExecution', 400, 'POST', '/executions', planned, { PlanId: '-', ExecutionType: 'TEST' }),
  of('startExecution', 404, 'POST', '/executions', async () => empty(), start),
  of('startExecution', 409, 'POST', '/executions', running, { ...start, ExecutionType: 'RECOVERY' }),
  of('startExecution', 413, 'POST', '/executions', planned, large),
  of('startExecution', 429, 'POST', '/executions', throttled, start),
  of('startExecution', 500, 'POST', '/executions', broken, start),
  of('startExecution', 503, 'POST', '/executions', silent, start),
];

const executions: readonly Request[] = [
  of('listExecutions', 200, 'GET', '/executions?limit=1', completed),
  of('listExecutions', 200, 'GET', `/executions?status=POLLING,COMPLETED&planId=${plan.PlanId}`, running),
  of('listExecutions', 400, 'GET', '/executions?limit=0&status=DONE&before=now', running),
  of('listExecutions', 429, 'GET', '/executions', throttled),
  of('listExecutions', 503, 'GET', '/executions', silent),
  ...(['POLLING', 'COMPLETED', 'PARTIAL', 'FAILED'] as const).map((kind) => of('showExecution', 200, 'GET', `/executions/${id}`, () => drilled(kind))),
  of('showExecution', 200, 'GET', `/executions/${id}`, awaiting),
  of('showExecution', 200, 'GET', `/executions/${id}`, timedOut),
  of('showExecution', 400, 'GET', `/executions/${id}?wave=1`, running),
  of('showExecution', 404, 'GET', `/executions/${id}`, async () => empty()),
  of('showExecution', 500, 'GET', `/executions/${id}`, broken),
  of('cancelExecution', 202, 'POST', `/executions/${id}/cancel`, running, { Reason: 'the wrong plan' }),
  of('cancelExecution', 400, 'POST', `/executions/${id}/cancel`, running, { Because: 'the wrong plan' }),
  of('cancelExecution', 404, 'POST', `/executions/${id}/cancel`, async () => empty(), {}),
  of('cancelExecution', 409, 'POST', `/executions/${id}/cancel`, completed, {}),
  of('approveWave', 202, 'POST', `/executions/${id}/approve`, awaiting, { WaveNumber: 1, Reason: 'the database was checked' }),
  of('approveWave', 400, 'POST', `/executions/${id}/approve`, awaiting, {}),
  of('approveWave', 404, 'POST', `/executions/${id}/approve`, awaiting, { WaveNumber: 9 }),
  of('approveWave', 409, 'POST', `/executions/${id}/approve`, awaiting, { WaveNumber: 2 }),
  of('rejectWave', 202, 'POST', `/executions/${id}/reject`, awaiting, { WaveNumber: 1, Reason: 'not today' }),
  of('rejectWave', 404, 'POST', `/executions/${id}/reject`, async () => empty(), { WaveNumber: 1 }),
  of('rejectWave', 409, 'POST', `/executions/${id}/reject`, completed, { WaveNumber: 1 }),
  of('retryExecution', 202, 'POST', `/executions/${id}/retry`, partial, {}),
  of('retryExecution', 404, 'POST', `/executions/${id}/retry`, async () => empty(), {}),
  of('retryExecution', 409, 'POST', `/executions/${id}/retry`, running, {}),
  of('reconcileExecution', 200, 'POST', `/executions/${id}/reconcile`, timedOut, {}),
  of('reconcileExecution', 404, 'POST', `/executions/${id}/reconcile`, async () => empty(), {}),
  of('reconcileExecution', 409, 'POST', `/executions/${id}/reconcile`, running, {}),
  of('cleanUpExecution', 202, 'POST', `/executions/${id}/cleanup`, partial, {}),
  of('cleanUpExecution', 404, 'POST', `/executions/${id}/cleanup`, async () => empty(), {}),
  of('cleanUpExecution', 409, 'POST', `/executions/${id}/cleanup`, running, {}),
];

const plans: readonly Request[] = [
  of('listPlans', 200, 'GET', '/plans?limit=1', async () => holding(storedPlan(), ['plans', { ...groupedPlan().plan, Version: 1 }])),
  of('listPlans', 400, 'GET', '/plans?cursor=abc', planned),
  of('listPlans', 503, 'GET', '/plans', silent),
  of('createPlan', 201, 'POST', '/plans', async () => empty(), { ...planFile, ProtectionGroups: [testGroups[1]], Waves: [...planFile.Waves, { WaveNumber: 2, WaveName: 'Application', ProtectionGroupId: testGroups[1]?.GroupId }] }),
  of('createPlan', 400, 'POST', '/plans', async () => empty(), { ...planFile, Region: 'Frankfurt', Waves: [{ WaveNumber: 1, ServerIds: ['i-1'] }] }),
  of('createPlan', 400, 'POST', '/plans', async () => empty(), '{"PlanName":'),
  of('createPlan', 409, 'POST', '/plans', planned, { ...planFile, PlanId: plan.PlanId }),
  of('createPlan', 413, 'POST', '/plans', async () => empty(), large),
  of('createPlan', 429, 'POST', '/plans', throttled, planFile),
  of('showPlan', 200, 'GET', `/plans/${plan.PlanId}`, running),
  of('showPlan', 404, 'GET', '/plans/plan-none', planned),
  of('replacePlan', 200, 'PUT', `/plans/${plan.PlanId}`, running, { ...plan, Description: 'The shop of the tests', Version: 3 }),
  of('replacePlan', 400, 'PUT', `/plans/${plan.PlanId}`, planned, planFile),
  of('replacePlan', 404, 'PUT', '/plans/plan-none', planned, { ...planFile, Version: 1 }),
  of('replacePlan', 409, 'PUT', `/plans/${plan.PlanId}`, planned, { ...planFile, Version: 2 }),
  of('deletePlan', 204, 'DELETE', `/plans/${plan.PlanId}?version=3`, planned),
  of('deletePlan', 400, 'DELETE', `/plans/${plan.PlanId}`, planned),
  of('deletePlan', 404, 'DELETE', '/plans/plan-none?version=3', planned),
  of('deletePlan', 409, 'DELETE', `/plans/${plan.PlanId}?version=3`, running),
  of('preflightPlan', 200, 'GET', `/plans/${plan.PlanId}/preflight?type=RECOVERY`, planned),
  of('preflightPlan', 200, 'GET', `/plans/${plan.PlanId}/preflight`, running),
  of('preflightPlan', 400, 'GET', `/plans/${plan.PlanId}/preflight?type=TEST`, planned),
  of('preflightPlan', 404, 'GET', '/plans/plan-none/preflight', planned),
];

const groups: readonly Request[] = [
  of('listProtectionGroups', 200, 'GET', '/protection-groups?limit=1', async () => holding(storedGroup(), ['groups', { ...testGroups[1], Version: 1 }])),
  of('listProtectionGroups', 400, 'GET', '/protection-groups?page=2', withGroup),
  of('createProtectionGroup', 201, 'POST', '/protection-groups', async () => empty(), { GroupId: 'pg-web', GroupName: 'Web', Region: 'us-east-1', Tags: { tier: 'web' } }),
  of('createProtectionGroup', 400, 'POST', '/protection-groups', async () => empty(), { GroupId: 'pg-web', GroupName: 'Web', ServerIds: [], Tags: {} }),
  of('createProtectionGroup', 409, 'POST', '/protection-groups', withGroup, group),
  of('showProtectionGroup', 200, 'GET', `/protection-groups/${group.GroupId}`, withGroup),
  of('showProtectionGroup', 404, 'GET', '/protection-groups/pg-none', withGroup),
  of('replaceProtectionGroup', 200, 'PUT', `/protection-groups/${group.GroupId}`, withGroup, { ...group, GroupName: 'Databases', Version: 2 }),
  of('replaceProtectionGroup', 400, 'PUT', `/protection-groups/${group.GroupId}`, withGroup, { ...group, GroupId: 'pg-other' }),
  of('replaceProtectionGroup', 404, 'PUT', '/protection-groups/pg-none', withGroup, { GroupName: 'None', Region: 'us-east-1', Tags: { tier: 'none' }, Version: 1 }),
  of('replaceProtectionGroup', 409, 'PUT', `/protection-groups/${group.GroupId}`, withGroup, { ...group, GroupName: 'Databases', Version: 1 }),
  of('deleteProtectionGroup', 204, 'DELETE', `/protection-groups/${group.GroupId}?version=2`, withGroup),
  of('deleteProtectionGroup', 400, 'DELETE', `/protection-groups/${group.GroupId}?version=two`, withGroup),
  of('deleteProtectionGroup', 404, 'DELETE', '/protection-groups/pg-none?version=1', withGroup),
  of('deleteProtectionGroup', 409, 'DELETE', `/protection-groups/${group.GroupId}?version=2`, namedGroup),
];

/** Requests of every operation, in every way that it can end. */
export const requests: readonly Request[] = [
  ...starts, ...executions, ...plans, ...groups,
  of('showOpenApi', 200, 'GET', '/openapi.json', async () => empty()),
  of('MethodNotAllowed', 405, 'DELETE', '/executions', async () => empty()),
];

/** The running API over HTTP, each request in a world of its own. */
export class RunningApi {
  readonly #server: LoopbackServer;
  readonly #serving: { world: World };

  private constructor(server: LoopbackServer, serving: { world: World }) {
    this.#server = server;
    this.#serving = serving;
  }

  static async start(): Promise<RunningApi> {
    const serving = { world: empty() };
    const handler = (event: unknown): Promise<unknown> => serving.world.run(() => handleRequest(apiOf(serving.world), event));
    return new RunningApi(await startHttpApi({ caller: { userArn: caller, accountId: '111111111111' }, handler }), serving);
  }

  async send(request: Request): Promise<Heard> {
    this.#serving.world = await request.world();
    const { method, path, body } = request;
    const answer = await fetch(`${this.#server.url}${path}`, { method, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  async close(): Promise<void> {
    await this.#server.close();
  }
}
