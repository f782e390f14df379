import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callDeadlineSeconds, callVoidAfterSeconds, openCalls, withIntent, withJob, withRefusedServers, withVoidedCall } from '../../src/launch/calls.js';
import type { WaveRecord } from '../../src/execution/records.js';
import { aServer, aWave, serverId, start } from '../records.js';

/**
 * A model of DRS and of two Tasks that launch at once. Each step is one atomic write, or one thing DRS does; a call
 * that was sent may reach DRS at any time until its deadline, and its answer may be lost (design section 6).
 */
interface World {
  wave: WaveRecord;
  now: number;
  /** Calls that were sent and have not reached DRS: they may, until their deadline. */
  onTheWay: Map<string, readonly string[]>;
  /** DRS's jobs by call: what really happened. */
  jobs: Map<string, { readonly jobId: string; readonly servers: readonly string[] }>;
  made: number;
}

type Step =
  | { readonly do: 'INTEND'; readonly servers: readonly number[]; readonly sent: boolean }
  | { readonly do: 'REACH'; readonly which: number }
  | { readonly do: 'ANSWER'; readonly which: number }
  | { readonly do: 'REFUSE'; readonly which: number }
  | { readonly do: 'RESOLVE' }
  | { readonly do: 'STALE_RESOLVE'; readonly seconds: number }
  | { readonly do: 'FAIL_SERVER'; readonly server: number }
  | { readonly do: 'WAIT'; readonly seconds: number };

const serverCount = 2;
const ids = (numbers: readonly number[]): string[] => [...new Set(numbers)].map((number) => serverId(number + 1));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('INTEND' as const), servers: fc.array(fc.nat({ max: serverCount - 1 }), { minLength: 1, maxLength: 2 }), sent: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('REACH' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ANSWER' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('REFUSE' as const), which: fc.nat() }) },
  { weight: 4, arbitrary: fc.constant({ do: 'RESOLVE' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('STALE_RESOLVE' as const), seconds: fc.integer({ min: 0, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('FAIL_SERVER' as const), server: fc.nat({ max: serverCount - 1 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('WAIT' as const), seconds: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 15 }) }, { weight: 1, arbitrary: fc.integer({ min: 100, max: 160 }) }) }) },
);

function pick<T>(all: readonly T[], which: number): T | undefined {
  return all[which % Math.max(1, all.length)];
}

/** What a search of DRS shows is what DRS knew when it began; what it decides is written later. */
function resolve(world: World, askedAt: number, known: World['jobs']): void {
  for (const [id, call] of openCalls(world.wave)) {
    const job = known.get(id);
    if (job !== undefined) world.wave = withJob(world.wave, id, job.jobId, 0, world.now);
    else if (askedAt > call.Deadline + callVoidAfterSeconds) world.wave = withVoidedCall(world.wave, id, world.now);
  }
}

function take(world: World, next: Step, index: number): void {
  switch (next.do) {
    case 'INTEND': {
      const id = `call-${index}`;
      const intended = withIntent(world.wave, id, ids(next.servers), world.now);
      if (intended === undefined) return;
      world.wave = intended;
      // Not sent: the function died between the write and the call.
      if (next.sent) world.onTheWay.set(id, ids(next.servers));
      return;
    }
    case 'REACH': {
      const sent = pick([...world.onTheWay], next.which);
      if (sent === undefined) return;
      const [id, servers] = sent;
      world.onTheWay.delete(id);
      const deadline = world.wave.Calls[id]?.Deadline ?? 0;
      if (world.now <= deadline) world.jobs.set(id, { jobId: `drsjob-${(world.made += 1)}`, servers });
      return;
    }
    case 'ANSWER': {
      const made = pick([...world.jobs], next.which);
      if (made !== undefined) world.wave = withJob(world.wave, made[0], made[1].jobId, 0, world.now);
      return;
    }
    case 'REFUSE': {
      const sent = pick([...world.onTheWay], next.which);
      if (sent === undefined) return;
      world.onTheWay.delete(sent[0]);
      world.wave = withVoidedCall(world.wave, sent[0], world.now);
      return;
    }
    case 'RESOLVE':
      return resolve(world, world.now, world.jobs);
    case 'STALE_RESOLVE': {
      const askedAt = world.now;
      const known = new Map(world.jobs);
      world.now += next.seconds;
      return resolve(world, askedAt, known);
    }
    case 'FAIL_SERVER':
      world.wave = withRefusedServers(world.wave, new Map([[serverId(next.server + 1), 'refused']]), world.now);
      return;
    case 'WAIT':
      world.now += next.seconds;
  }
}

function play(steps: readonly Step[]): World {
  const Servers = Array.from({ length: serverCount }, (_, index) => aServer({ SourceServerId: serverId(index + 1) }));
  const world: World = { wave: aWave({ WaveStatus: 'LAUNCHING', Servers }), now: start, onTheWay: new Map(), jobs: new Map(), made: 0 };
  steps.forEach((next, index) => take(world, next, index));
  return world;
}

describe('at no point may one server get two jobs [P28] [R9.3]', () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 60 });

  it('however intents, calls, answers, losses, searches and time interleave', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const { jobs } = play(drawn);
        const launched = [...jobs.values()].flatMap((job) => job.servers);
        expect(launched).toEqual([...new Set(launched)]);
      }),
      { numRuns: 3000 },
    );
  });

  it('and once all has been looked for, every job DRS made is in the record, on its servers', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const world = play(drawn);
        world.now += callDeadlineSeconds + callVoidAfterSeconds + 1;
        world.onTheWay.clear();
        resolve(world, world.now, world.jobs);
        expect(openCalls(world.wave)).toEqual([]);
        for (const [id, job] of world.jobs) {
          expect(world.wave.Calls[id]?.JobId).toBe(job.jobId);
          for (const server of job.servers) expect(world.wave.Servers.find((other) => other.SourceServerId === server)?.RecoveryJobId).toBe(job.jobId);
        }
        const recorded = world.wave.Servers.flatMap((server) => server.RecoveryJobId ?? []);
        for (const jobId of recorded) expect([...world.jobs.values()].map((job) => job.jobId)).toContain(jobId);
      }),
      { numRuns: 1000 },
    );
  });
});
