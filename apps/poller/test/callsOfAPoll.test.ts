import { describe, expect, it } from 'vitest';
import { launching, participant, server, start, World } from './world.js';

/** What the polls of a run cost: calls of DynamoDB by kind, and of DRS by operation. */
async function callsOf(world: World, poll: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const calls: Record<string, number> = {};
  const count = (name: string): void => void (calls[name] = (calls[name] ?? 0) + 1);
  world.hooks = { before: ({ kind }) => count(kind) };
  world.drs.asked.length = 0;
  await poll();
  for (const { operation } of world.drs.asked) count(operation);
  return calls;
}

/** A run of so many waves under way, each of so many servers in a job of its own. */
async function running(waves: number, servers: number): Promise<World> {
  const world = new World();
  const numbers = (wave: number): readonly number[] => Array.from({ length: servers }, (_, index) => wave * servers + index + 1);
  const all = Array.from({ length: waves }, (_, wave) => numbers(wave));
  await world.given(all.map((of, wave) => launching(of.map((n) => server(n, 'STARTED', { RecoveryJobId: `drsjob-${wave}` })))), { Phase: 'STARTED' });
  for (const [wave, of] of all.entries()) world.drs.job(`drsjob-${wave}`, 'STARTED', of.map((n) => participant(n)));
  return world;
}

// Its time is the number of its calls, one after the other: counted here, timed by the benchmark.
describe('the calls of a poll [A12]', () => {
  const quiet = { get: 2, write: 1, query: 1, DescribeJobs: 1 };

  it.each([[1, 1], [3, 2], [10, 1], [1, 100], [40, 7]])('are five where nothing changed, with %i waves of %i servers as with any', async (waves, servers) => {
    const world = await running(waves, servers);
    expect(await callsOf(world, () => world.poll())).toEqual(quiet);
  });

  it('are two more for each wave that changed, and none for the servers in it', async () => {
    for (const servers of [1, 50]) {
      const world = await running(3, servers);
      for (const wave of [0, 2]) world.drs.job(`drsjob-${wave}`, 'STARTED', Array.from({ length: servers }, (_, index) => participant(wave * servers + index + 1, 'IN_PROGRESS')));
      expect(await callsOf(world, () => world.poll())).toEqual({ ...quiet, get: quiet.get + 2, write: quiet.write + 2 });
    }
  });

  it('are one where another poller was first: DRS is not asked', async () => {
    const world = await running(3, 2);
    await world.poll();
    expect(await callsOf(world, () => world.poll(start))).toEqual({ get: 1 });
  });
});
