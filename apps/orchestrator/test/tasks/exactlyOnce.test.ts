import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchServers, openCalls, resolveOpenCalls, ServiceError } from '@drs-orchestration/core';
import { dispatch } from '../../src/dispatch.js';
import { drsError, type LaunchFault } from './world/scriptedDrs.js';
import { executionId, planWave, serverIds, start, World } from './world/world.js';

class Crash extends Error {}

const servers = serverIds(5);
/** Jobs of two servers, so that a wave takes three calls. */
const quotas = { concurrentJobs: 20, serversPerJob: 2, serversInJobs: 500 };

async function aWorld(): Promise<World> {
  const world = new World(quotas);
  await world.given([planWave(1, { ServerIds: servers })]);
  return world;
}

/** Launches as the machine would: again while it WAITs, and after a crash; settles nothing. */
async function launchUntilDone(world: World, tries: number = 60): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    try {
      const answer = (await world.task('LaunchWave', { WaveNumber: 1 })) as { Answer: string; WaitSeconds?: number };
      if (answer.Answer === 'DONE') return;
      await world.pass(answer.WaitSeconds ?? 1);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      await world.pass(2);
    }
  }
  throw new Error('the wave was never launched');
}

async function expectLaunchedOnce(world: World): Promise<void> {
  for (const server of servers) expect(world.jobsOf(server), server).toBe(1);
  const wave = await world.wave();
  for (const server of wave.Servers) {
    expect(server.Status).toBe('LAUNCHING');
    const job = world.drs.jobs.find((candidate) => candidate.jobId === server.RecoveryJobId);
    expect(job?.servers.map((participant) => participant.sourceServerId)).toContain(server.SourceServerId);
  }
  expect(openCalls(wave)).toEqual([]);
}

const operations = [['before', 'a write'], ['after', 'a write'], ['before', 'a read'], ['after', 'a read']] as const;

describe('a launch that dies at any point and is run again launches each server once [P28] [R9.3] [R9.4]', () => {
  it.each(operations)('%s %s, whichever', async (when, what) => {
    let crashed = 0;
    for (let nth = 1; nth <= 12; nth += 1) {
      const world = await aWorld();
      let left = nth;
      const die = (operation: { readonly kind: string }): void => {
        if ((operation.kind === 'write') !== (what === 'a write')) return;
        left -= 1;
        if (left !== 0) return;
        crashed += 1;
        throw new Crash();
      };
      world.hooks = { [when]: die };
      await launchUntilDone(world);
      world.hooks = {};
      await expectLaunchedOnce(world);
    }
    expect(crashed).toBeGreaterThan(1);
  });

  it('each write answered CONFLICT although it was written (a lost answer), whichever', async () => {
    for (let nth = 1; nth <= 6; nth += 1) {
      const world = await aWorld();
      const write = world.items.write.bind(world.items);
      let left = nth;
      world.items.write = async (...writes) => {
        const answer = await write(...writes);
        left -= 1;
        return left === 0 ? 'CONFLICT' : answer;
      };
      await launchUntilDone(world);
      await expectLaunchedOnce(world);
      expect(world.drs.launches).toHaveLength(3);
    }
  });
});

describe('two Tasks that launch the same wave at once [P28]', () => {
  it('launch each server once', async () => {
    const world = await aWorld();
    await world.run(() => Promise.all([1, 2, 3].map(() => worldTask(world))));
    await launchUntilDone(world);
    await expectLaunchedOnce(world);
    expect(world.drs.launches).toHaveLength(3);
  });
});

async function worldTask(world: World): Promise<{ Answer: string }> {
  return (await dispatch(world.context, { Task: 'LaunchWave', ExecutionId: executionId, WaveNumber: 1 })) as { Answer: string };
}

const launchFault: fc.Arbitrary<LaunchFault> = fc.oneof(
  fc.constantFrom<LaunchFault>({ refuse: 'THROTTLED' }, { refuse: 'QUOTA' }, { refuse: 'NETWORK' }, { refuse: 'SERVER' }, { refuse: 'CONFLICT' }, { lose: 'NETWORK' }, { lose: 'SERVER' }, { hang: 'ACTED' }, { hang: 'UNACTED' }),
);

/** What befalls one store operation: nothing, a delay in turns, dying before or after it, or another writer being first. */
const storeFault = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 6 }).map((turns) => ({ turns, dies: undefined, conflict: false })) },
  { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const).map((dies) => ({ turns: 1, dies, conflict: false })) },
  { weight: 1, arbitrary: fc.constant({ turns: 0, dies: undefined, conflict: true }) },
);

describe('whatever interleaves and fails [P28]', () => {
  it('no server ever gets two jobs, and every job is found in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(launchFault, { maxLength: 5 }),
        fc.array(storeFault, { maxLength: 60 }),
        fc.array(fc.constantFrom('LAUNCH' as const, 'RESOLVE' as const), { minLength: 2, maxLength: 4 }),
        async (launchFaults, storeFaults, actors) => {
          const world = await aWorld();
          world.drs.launchFaults.push(...launchFaults);
          const faults = [...storeFaults];
          const current = new WeakMap<object, (typeof faults)[number]>();
          world.hooks = {
            before: async (operation) => {
              const fault = faults.shift();
              if (fault === undefined) return undefined;
              current.set(operation, fault);
              for (let turn = 0; turn < fault.turns; turn += 1) await Promise.resolve();
              if (fault.dies === 'before') throw new Crash();
              return fault.conflict && operation.kind === 'write' ? 'CONFLICT' : undefined;
            },
            after: (operation) => {
              if (current.get(operation)?.dies === 'after') throw new Crash();
            },
          };
          const act = async (actor: 'LAUNCH' | 'RESOLVE'): Promise<void> => {
            try {
              if (actor === 'LAUNCH') await worldTask(world);
              else await resolveOpenCalls({ ...world.context, drs: world.drs }, await world.wave(), 0);
            } catch (error) {
              if (!(error instanceof Crash) && !(error instanceof ServiceError)) throw error;
            }
          };
          await world.run(() => Promise.all(actors.map(act)));
          for (const server of servers) expect(world.jobsOf(server), server).toBeLessThanOrEqual(1);
          world.hooks = {};
          await launchUntilDone(world);
          await expectLaunchedOnce(world);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a launch whose Task runs twice', () => {
  const deferred = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    return { promise, resolve };
  };

  it('the one that gives up on a silent DRS fails no server that the other is launching: the record says what DRS does [P28] [R9.3]', async () => {
    const world = new World();
    await world.given([planWave(1)], {}, { 1: { WaveStatus: 'LAUNCHING', StartTime: start - 3700, SilentSince: start - 3601 } });
    const [answered, called] = [deferred(), deferred()];
    const [ask, begin] = [world.drs.describeRecoveryInstances.bind(world.drs), world.drs.startRecovery.bind(world.drs)];
    let asked = 0;
    world.drs.describeRecoveryInstances = async (ids) => {
      asked += 1;
      if (asked > 1) return ask(ids);
      await called.promise;
      throw drsError('THROTTLED', 'DescribeRecoveryInstances');
    };
    world.drs.startRecovery = async (request, signal) => {
      const job = await begin(request, signal);
      called.resolve();
      await answered.promise;
      return job;
    };
    await world.run(async () => {
      const givesUp = launchServers(world.context, executionId, 1);
      const launches = launchServers(world.context, executionId, 1);
      await givesUp;
      expect((await world.wave()).Servers).not.toMatchObject([{ Status: 'FAILED' }]);
      answered.resolve();
      expect(await launches).toEqual({ Answer: 'DONE' });
    });
    expect((await world.wave()).Servers).toMatchObject([{ Status: 'LAUNCHING', RecoveryJobId: world.ourJobs()[0] }]);
  });

  it('nothing is launched once the machine is through with its waves: nobody would settle it', async () => {
    const world = new World();
    await world.given([planWave(1)], { WavesEndedAt: start }, { 1: { WaveStatus: 'LAUNCHING', StartTime: start } });
    await expect(world.task('LaunchWave', { WaveNumber: 1 })).rejects.toMatchObject({ message: expect.stringContaining('is through with its waves') as unknown });
    expect(world.drs.launches).toEqual([]);
  });
});
