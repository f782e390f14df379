import { handleRequest } from '../../src/requests/handleRequest.js';
import type { ApiContext } from '../../src/requests/apiContext.js';
import { planWave, World } from '../tasks/world/world.js';

/** Who signs the requests of these tests. */
export const caller = 'arn:aws:sts::111111111111:assumed-role/Operator/ann';

/** An answer, its body read. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

/** The API over a world. */
export function apiOf(world: World): ApiContext {
  const { clock, identifiers, items, accounts, machine, logger, executions, quotas } = world.context;
  return { clock, identifiers, items, accounts, machine, logger, executions, quotas, sourceAccountId: '111111111111', defaultTopicArn: 'arn:default' };
}

/** A request as API Gateway hands it on. */
export function event(method: string, rawPath: string, body?: unknown, keys: object = {}): unknown {
  return {
    rawPath,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    requestContext: { http: { method }, authorizer: { iam: { userArn: caller } } },
    ...keys,
  };
}

/** Sends a request. */
export async function send(world: World, sent: unknown): Promise<Answer> {
  return world.run(() => sendWithin(world, sent));
}

/** Sends a request within time that runs already: at the same time as others, or in the middle of one. */
export async function sendWithin(world: World, sent: unknown): Promise<Answer> {
  const answer = await handleRequest(apiOf(world), sent);
  return { ...answer, body: (answer.body === '' ? {} : JSON.parse(answer.body)) as Record<string, unknown> };
}

/** Posts a body. */
export async function post(world: World, path: string, body?: unknown): Promise<Answer> {
  return send(world, event('POST', path, body));
}

/** The request that starts a drill of the stored plan. */
export const drill = { PlanId: 'plan-1', ExecutionType: 'DRILL' };

/** A world with a stored plan and no execution. */
export async function planned(plan: object = {}): Promise<World> {
  const world = new World();
  const stored = { PlanId: 'plan-1', PlanName: 'Plan 1', Region: 'us-east-1', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true, Waves: [planWave(1), planWave(2)], Version: 1, ...plan };
  await world.items.write({ kind: 'put', table: 'plans', item: stored });
  return world;
}

/** How many executions the plan has. */
export async function executionsOf(world: World): Promise<number> {
  let found = 0;
  for await (const page of world.items.query({ table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: 'plan-1' } })) found += page.length;
  return found;
}
