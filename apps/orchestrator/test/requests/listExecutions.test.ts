import type { ExecutionHeader, ExecutionStatus, Item } from '@drs-orchestration/core';
import { executionHistory, type StoreOperation } from '@drs-orchestration/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { start, World } from '../tasks/world/world.js';
import { event, send, type Answer } from './requests.js';

const statuses = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'] as const;

interface Run {
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly plan: string;
  readonly startTime: number;
}

/** The header of a run, as the history table holds it. */
function headerOf({ id, status, plan, startTime }: Run): ExecutionHeader {
  return { ...executionHistory('COMPLETED', { executionId: id, startTime }).header, Status: status, PlanId: plan };
}

async function put(world: World, ...runs: readonly Run[]): Promise<void> {
  for (const run of runs) await world.items.write({ kind: 'put', table: 'executions', item: { ...headerOf(run) } });
}

async function holding(...runs: readonly Run[]): Promise<World> {
  const world = new World();
  await put(world, ...runs);
  return world;
}

const list = (world: World, query: Readonly<Record<string, string | number>>): Promise<Answer> =>
  send(world, event('GET', '/executions', undefined, { rawQueryString: new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString() }));
const idsOf = ({ body }: Answer): readonly string[] => (body['Executions'] as { ExecutionId: string }[]).map(({ ExecutionId }) => ExecutionId);

/** All pages of a list, one after the other; `between` runs before each but the first. */
async function pages(world: World, query: Readonly<Record<string, string | number>>, between: (page: number) => Promise<void> = async () => undefined): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  let cursor: unknown;
  do {
    if (found.length > 0) await between(found.length);
    const answer = await list(world, { ...query, ...(typeof cursor === 'string' ? { cursor } : {}) });
    expect(answer.statusCode, JSON.stringify(answer.body)).toBe(200);
    found.push(idsOf(answer));
    cursor = answer.body['NextCursor'];
  } while (cursor !== undefined && found.length < 200);
  return found;
}

/** Counts what a world's store is asked. */
function counted(world: World): { readonly reads: { query: number; get: number; scan: number; write: number } } {
  const reads = { query: 0, get: 0, scan: 0, write: 0 };
  world.hooks = { before: ({ kind }: StoreOperation) => void (reads[kind] += 1) };
  return { reads };
}

const runs = (count: number, keys: Partial<Run> = {}): Run[] => Array.from({ length: count }, (_, index) => ({ id: `e-${String(index).padStart(3, '0')}`, status: 'COMPLETED', plan: 'plan-1', startTime: start + index, ...keys }));

describe('GET /executions', () => {
  it('lists all, newest first, each as a summary', async () => {
    const world = await holding(
      { id: 'e-1', status: 'COMPLETED', plan: 'plan-1', startTime: start },
      { id: 'e-2', status: 'POLLING', plan: 'plan-2', startTime: start + 20 },
      { id: 'e-3', status: 'FAILED', plan: 'plan-1', startTime: start + 10 },
    );
    const answer = await list(world, {});
    expect(idsOf(answer)).toEqual(['e-2', 'e-3', 'e-1']);
    expect(answer.body).not.toHaveProperty('NextCursor');
    expect((answer.body['Executions'] as Item[])[2]).toEqual({
      ExecutionId: 'e-1', PlanId: 'plan-1', PlanName: 'Standard', PlanVersion: 1, ExecutionType: 'DRILL', Status: 'COMPLETED', StartTime: start,
      EndTime: expect.any(Number), InitiatedBy: 'arn:aws:iam::111111111111:user/tester', WaveCount: 3,
    });
  });

  it('of a plan, and of statuses, lists those alone', async () => {
    const world = await holding(
      { id: 'e-1', status: 'COMPLETED', plan: 'plan-1', startTime: start },
      { id: 'e-2', status: 'POLLING', plan: 'plan-2', startTime: start + 1 },
      { id: 'e-3', status: 'FAILED', plan: 'plan-1', startTime: start + 2 },
      { id: 'e-4', status: 'FAILED', plan: 'plan-2', startTime: start + 3 },
    );
    expect(idsOf(await list(world, { planId: 'plan-1' }))).toEqual(['e-3', 'e-1']);
    expect(idsOf(await list(world, { status: 'FAILED,POLLING' }))).toEqual(['e-4', 'e-3', 'e-2']);
    expect(idsOf(await list(world, { status: 'FAILED', planId: 'plan-2' }))).toEqual(['e-4']);
    expect(idsOf(await list(world, { planId: 'plan-none' }))).toEqual([]);
    expect(idsOf(await list(await holding(), {}))).toEqual([]);
  });

  it('without a limit gives 20, and says that there are more only where there are', async () => {
    const world = await holding(...runs(40));
    expect((await pages(world, {})).map((page) => page.length)).toEqual([20, 20]);
    expect((await pages(world, { limit: 100 })).map((page) => page.length)).toEqual([40]);
    expect((await pages(world, { limit: 39 })).map((page) => page.length)).toEqual([39, 1]);
  });

  it('tells the status of the record, whatever the index still says', async () => {
    const world = await holding({ id: 'e-1', status: 'POLLING', plan: 'plan-1', startTime: start });
    // The record moves on after the index was read, as it seems to where an index lags behind.
    const ended = { id: 'e-1', status: 'COMPLETED', plan: 'plan-1', startTime: start } as const;
    let moved = false;
    const moveOn = (): void => {
      world.hooks = {
        before: async ({ kind }) => {
          if (kind !== 'get' || moved) return;
          moved = true;
          await put(world, ended);
        },
      };
    };
    moveOn();
    expect((await list(world, {})).body['Executions']).toMatchObject([{ ExecutionId: 'e-1', Status: 'COMPLETED' }]);
    for (const filter of [{ status: 'POLLING' }, { status: 'POLLING', planId: 'plan-1' }]) {
      world.hooks = {};
      await put(world, { ...ended, status: 'POLLING' });
      moved = false;
      moveOn();
      expect((await list(world, filter)).body['Executions']).toEqual([]);
    }
  });

  it('misses none that moves on while the statuses are read, and shows none twice', async () => {
    const way: readonly ExecutionStatus[] = ['PENDING', 'RUNNING', 'POLLING', 'TIMEOUT', 'COMPLETED'];
    for (let step = 0; step < statuses.length; step += 1) {
      for (let position = 0; position + 1 < way.length; position += 1) {
        const [from = 'PENDING', to = 'RUNNING'] = way.slice(position, position + 2);
        const run = { id: 'e-1', plan: 'plan-1', startTime: start } as const;
        const world = await holding({ ...run, status: from });
        let queries = 0;
        world.hooks = {
          before: async ({ kind }) => {
            if (kind !== 'query' || (queries += 1) !== step + 1) return;
            world.hooks = {};
            await put(world, { ...run, status: to });
          },
        };
        expect(idsOf(await list(world, {})), `from ${from} to ${to} before query ${step}`).toEqual(['e-1']);
      }
    }
  });

  it('lists no execution whose record has expired meanwhile', async () => {
    const world = await holding(...runs(3));
    world.hooks = {
      before: async ({ kind }) => {
        if (kind !== 'get') return;
        world.hooks = {};
        await world.items.write({ kind: 'delete', table: 'executions', key: { ExecutionId: 'e-001', Item: 'EXECUTION' } });
      },
    };
    expect(idsOf(await list(world, {}))).toEqual(['e-002', 'e-000']);
  });

  it('reads an index once for each status and the records of one page and one more, however many there are', async () => {
    const world = await holding(...runs(300), ...runs(300, { status: 'FAILED' }).map((run) => ({ ...run, id: `f-${run.id}`, startTime: run.startTime + 1_000 })));
    for (const [query, reads] of [
      [{ limit: 10 }, { query: 9, get: 11 }],
      [{ limit: 10, status: 'FAILED' }, { query: 1, get: 11 }],
      [{ limit: 10, status: 'FAILED,COMPLETED' }, { query: 2, get: 11 }],
      [{ limit: 10, status: 'TIMEOUT' }, { query: 1, get: 0 }],
      [{ limit: 10, planId: 'plan-1' }, { query: 1, get: 11 }],
      [{ limit: 100 }, { query: 9, get: 101 }],
    ] as const) {
      const count = counted(world);
      await list(world, query);
      expect({ asked: query, ...count.reads }).toEqual({ asked: query, scan: 0, write: 0, ...reads });
    }
  });
});

describe('a cursor', () => {
  const first = async (world: World, query: Readonly<Record<string, string | number>>): Promise<string> => String((await list(world, { limit: 1, ...query })).body['NextCursor']);

  it.each([
    ['of a list of one plan', { planId: 'plan-1' }, {}],
    ['of a list of all', {}, { planId: 'plan-1' }],
    ['of another plan', { planId: 'plan-1' }, { planId: 'plan-2' }],
    ['of other statuses', { status: 'COMPLETED' }, { status: 'FAILED' }],
    ['of some statuses', { status: 'COMPLETED' }, {}],
  ])('%s goes on with no other list', async (_title, from, to) => {
    const world = await holding(...runs(3));
    const cursor = await first(world, from);
    expect(await list(world, { ...to, cursor })).toMatchObject({ statusCode: 400, body: { faults: [{ path: 'cursor' }] } });
    expect(idsOf(await list(world, { ...from, cursor }))).toEqual(['e-001', 'e-000']);
  });

  it.each([
    ['nothing', ''], ['no cursor', 'abc'], ['no JSON', Buffer.from('{').toString('base64url')], ['too long a one', 'x'.repeat(2_001)],
    ['another shape', Buffer.from('{"list":"executions ","after":["now","e"]}').toString('base64url')],
    ['more than a place', Buffer.from('{"list":"executions ","after":[1,"e"],"limit":1}').toString('base64url')],
    ['one of the plans', Buffer.from('{"list":"plans","after":"plan-1"}').toString('base64url')],
  ])('that is %s is 400', async (_title, cursor) => {
    expect(await list(await holding(...runs(3)), { cursor })).toMatchObject({ statusCode: 400, body: { faults: [{ path: 'cursor' }] } });
  });

  it('takes the same statuses in any order', async () => {
    const world = await holding(...runs(2), { id: 'f', status: 'FAILED', plan: 'plan-1', startTime: start - 1 });
    const cursor = await first(world, { status: 'FAILED,COMPLETED' });
    expect(idsOf(await list(world, { status: 'COMPLETED,FAILED', cursor }))).toEqual(['e-000', 'f']);
  });
});

const anyRuns = fc
  .array(fc.record({ status: fc.constantFrom(...statuses), plan: fc.constantFrom('plan-1', 'plan-2'), startTime: fc.integer({ min: start, max: start + 8 }) }), { maxLength: 40 })
  .map((drawn) => drawn.map((run, index): Run => ({ ...run, id: `e-${String((index * 7919) % 1_000).padStart(3, '0')}` })));
const anyFilter = fc.record({ planId: fc.constantFrom('plan-1', 'plan-2'), status: fc.uniqueArray(fc.constantFrom(...statuses), { minLength: 1 }).map((some) => some.join(',')) }, { requiredKeys: [] });

describe('paging through any executions with any limit and filter', () => {
  it('gives each that matches exactly once, newest first, in full pages, however many are started and come between', async () => {
    await fc.assert(
      fc.asyncProperty(anyRuns, anyFilter, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (all, filter, limit, more) => {
        const world = await holding(...all);
        const wanted = all.filter((run) => (filter.planId === undefined || run.plan === filter.planId) && (filter.status === undefined || filter.status.split(',').includes(run.status)));
        const found = await pages(world, { ...filter, limit }, async (page) => {
          if (more) await put(world, { id: `new-${page}`, status: 'PENDING', plan: 'plan-1', startTime: start + 100 + page });
        });
        const inOrder = [...wanted].sort((one, other) => other.startTime - one.startTime || (one.id < other.id ? -1 : 1)).map(({ id }) => id);
        expect(found.flat()).toEqual(inOrder);
        expect(found.map((page) => page.length)).toEqual(inOrder.length === 0 ? [0] : Array.from({ length: Math.ceil(inOrder.length / limit) }, (_, page) => Math.min(limit, inOrder.length - page * limit)));
      }),
      { numRuns: 200, seed: 20_261_121 },
    );
  });
});
