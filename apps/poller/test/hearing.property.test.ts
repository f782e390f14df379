import type { ExecutionHeader, ExecutionType, Item, ServerRecord, ServerStatus, WaveRecord, Write } from '@drs-orchestration/core';
import { storedRecordFaults } from '@drs-orchestration/testkit';
import { drsHearing, instanceOf, rawErrorOf, type DrsHearing, type DrsObservation, type ServerFate } from '@drs-orchestration/testkit/generators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launching, server, start, World } from './world.js';

/** Which questions DRS leaves unanswered at one look. */
const silences = [undefined, undefined, undefined, 'DescribeJobs', 'DescribeRecoveryInstances', 'DescribeJobLog'] as const;
const anySilence = fc.constantFrom(...silences);

/** The order of design section 4. */
const forward: readonly ServerStatus[] = ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'];

interface Case {
  readonly hearing: DrsHearing;
  /** By look, without the last: which question DRS leaves unanswered. */
  readonly silent: readonly (typeof silences)[number][];
  readonly type: ExecutionType;
  readonly LaunchActions: 'REQUIRED' | 'OPTIONAL';
  readonly TimeoutSeconds: number;
}

const anyCase = (TimeoutSeconds: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.record({
    hearing: drsHearing(),
    silent: fc.array(anySilence, { minLength: 25, maxLength: 25 }),
    type: fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY'),
    LaunchActions: fc.constantFrom('REQUIRED' as const, 'OPTIONAL' as const),
    TimeoutSeconds,
  });

const patient = fc.constant(10_000_000);
const impatient = fc.integer({ min: 60, max: 3_600 });

/** A world in which the course's servers were just launched by its job. */
async function given({ hearing, type, LaunchActions, TimeoutSeconds }: Case): Promise<World> {
  const world = new World();
  const servers = hearing.course.fates.map((_, index) => server(index + 1, 'LAUNCHING', { TransitionHistory: [{ Status: 'LAUNCHING', At: start }] }));
  await world.given([launching(servers, { LaunchActions, TimeoutSeconds })], { ExecutionType: type });
  return world;
}

/** One poll at which DRS answers so, whether due or not. */
async function look(world: World, { answer, afterSeconds }: DrsObservation, silent?: (typeof silences)[number]): Promise<readonly number[]> {
  await world.pass(afterSeconds);
  world.drs.jobs = answer.job === undefined ? [] : [answer.job];
  world.drs.instances = [...answer.instances];
  world.drs.logs.clear();
  if (answer.job !== undefined) world.drs.logs.set(answer.job.jobId, [...answer.log]);
  world.drs.fails = silent === undefined ? undefined : { kind: 'NETWORK', operation: silent };
  const { ChangedWaves, Outcome } = await world.poll((await world.header()).NextPollTime);
  expect(Outcome).toBe('POLLED');
  return ChangedWaves ?? [];
}

/** Looks at all that was seen, one after the other; `each` hears what the wave was before and after. */
async function play(drawn: Case, each: (before: WaveRecord, after: WaveRecord, world: World, seen: DrsObservation) => Promise<void> | void = () => undefined): Promise<World> {
  const world = await given(drawn);
  const last = drawn.hearing.seen.length - 1;
  for (const [index, seen] of drawn.hearing.seen.entries()) {
    const before = await world.wave();
    await look(world, seen, index === last ? undefined : drawn.silent[index]);
    await each(before, await world.wave(), world, seen);
  }
  return world;
}

/** What a server's status is in the end, by what DRS truly did with it. */
function due(fate: ServerFate, { hearing: { course }, type, LaunchActions }: Case): ServerStatus {
  if (fate === 'FAILED' || fate === 'NEVER_LAUNCHED') return 'FAILED';
  if (type === 'DRILL' || fate === 'SILENTLY_LAUNCHED' || course.actions !== 'FAILED') return 'LAUNCHED';
  return LaunchActions === 'OPTIONAL' ? 'WARNING' : 'FAILED';
}

/** A recovery's COMPLETED job that shows no launch actions says that there are none: of such a job none may be hidden. */
function actionsShown(drawn: Case): boolean {
  const { course, seen } = drawn.hearing;
  const hides = new Set(['NO_ACTIONS', 'NO_SERVERS']);
  return drawn.type === 'DRILL' || course.actions === undefined || !seen.some(({ moment, spoiling }) => moment === course.moments.length - 1 && hides.has(spoiling));
}

const statusesOf = (servers: readonly ServerRecord[]): readonly ServerStatus[] => servers.map((record) => record.Status);

describe('whatever a poller sees of DRS: repeated, late, out of order, silent, with parts missing or in unknown words', () => {
  it('each server ends as DRS did with it in the end, not as what was missed on the way [A4] [A10] [P7] [R2.3]', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(anyCase(patient), async (drawn) => {
        fc.pre(actionsShown(drawn));
        const world = await play(drawn);
        const { Servers, Calls } = await world.wave();
        expect(statusesOf(Servers)).toEqual(drawn.hearing.course.fates.map((fate) => due(fate, drawn)));
        expect(Object.values(Calls).every((call) => call.JobEndedAt !== undefined)).toBe(true);
        drawn.hearing.course.fates.forEach((fate, index) => {
          if (fate === 'LAUNCHED' || fate === 'SILENTLY_LAUNCHED') expect(Servers[index]?.LaunchedTime).toBeDefined();
          else expect(Servers[index]?.Error).toBe(rawErrorOf(index + 1));
          // What a job does not name while its instance cannot be asked for, the health check finds.
          if (Servers[index]?.InstanceId !== undefined) expect(Servers[index]?.InstanceId).toBe(instanceOf(index + 1));
        });
        counted += 1;
      }),
      { numRuns: 500 },
    );
    expect(counted).toBeGreaterThan(300);
  });

  it('seen in full at its end alone, it is the same as seen at every moment [A10]', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(patient), async (drawn) => {
        const { course } = drawn.hearing;
        const looks = course.moments.map((answer, moment): DrsObservation => ({ moment, spoiling: 'TRUE', afterSeconds: 30, answer }));
        const all = await play({ ...drawn, silent: [], hearing: { course, seen: looks } });
        const end = await play({ ...drawn, silent: [], hearing: { course, seen: looks.slice(-1) } });
        const essence = async (world: World): Promise<unknown> => (await world.wave()).Servers.map(({ Status, Error, InstanceId, RecoveryJobId }) => ({ Status, Error, InstanceId, RecoveryJobId }));
        expect(await essence(end)).toEqual(await essence(all));
      }),
      { numRuns: 150 },
    );
  });

  it('statuses only move forward, each transition is recorded once, at its time, 20 at most, the last one being the status [A16] [T1.5.2]', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(impatient), async (drawn) => {
        await play(drawn, (before, after, world) => {
          after.Servers.forEach((record, index) => {
            const old = before.Servers[index] as ServerRecord;
            const entered = record.TransitionHistory.slice(old.TransitionHistory.length);
            expect(record.TransitionHistory.slice(0, old.TransitionHistory.length)).toEqual(old.TransitionHistory);
            expect(record.TransitionHistory.length).toBeLessThanOrEqual(20);
            let from = old.Status;
            for (const { Status, At } of entered) {
              expect(forward.indexOf(Status), `${from} to ${Status}`).toBeGreaterThan(forward.indexOf(from));
              expect(At).toBe(world.now);
              from = Status;
            }
            expect(from).toBe(record.Status);
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  it('the same seen again writes no wave and changes nothing of it [A13] [B4]', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(impatient), async (drawn) => {
        await play({ ...drawn, silent: [] }, async (_before, after, world, seen) => {
          world.writes = [];
          expect(await look(world, { ...seen, afterSeconds: 0 })).toEqual([]);
          expect(world.written().flat()).not.toContain('WAVE#001');
          expect(await world.wave()).toEqual(after);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a server that is late is marked, keeps the status DRS gives it, and stays marked; one that is not is not [T1.5.1] [A6] [A19]', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase(impatient), async (drawn) => {
        await play({ ...drawn, type: 'DRILL' }, (before, after, world) => {
          after.Servers.forEach((record, index) => {
            const old = before.Servers[index] as ServerRecord;
            const running = ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'].includes(old.Status);
            const late = running && world.now > (old.LaunchTime ?? 0) + drawn.TimeoutSeconds;
            expect(record.TimeoutDetected === true).toBe(old.TimeoutDetected === true || late);
            // Late is never failed: only DRS's own word fails a server.
            if (record.Status === 'FAILED' && old.Status !== 'FAILED') expect(record.Error).toMatch(/^Insufficient capacity|ended without launching it/);
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  it('every item that is written passes the schema [P18] [R5.5]', async () => {
    let items = 0;
    await fc.assert(
      fc.asyncProperty(anyCase(impatient), async (drawn) => {
        const world = await play(drawn);
        const stored: (ExecutionHeader | WaveRecord)[] = [await world.header(), await world.wave()];
        for (const record of stored) expect(storedRecordFaults(record as unknown as Item)).toEqual([]);
        items += world.writes.flat().filter((write: Write) => write.kind !== 'check').length;
      }),
      { numRuns: 200 },
    );
    expect(items).toBeGreaterThan(1_000);
  });

  it('the next poll comes no later than the interval of the most urgent phase, and no sooner than a poll is worth [A5] [B3] [T1.2.4]', async () => {
    const longest = { STARTED: 15, LAUNCHING: 15, IN_PROGRESS: 30, PENDING: 45, IDLE: 300 } as const;
    await fc.assert(
      fc.asyncProperty(anyCase(patient), async (drawn) => {
        await play(drawn, async (_before, after, world) => {
          const { NextPollTime, Phase } = await world.header();
          // A recovery's server whose launch actions are not over is in progress still.
          const acting = (record: ServerRecord): boolean => drawn.type === 'RECOVERY' && record.Status === 'LAUNCHED' && ['undefined', 'IN_PROGRESS'].includes(String(record.PostLaunchActionsStatus));
          const words = new Set(after.Servers.map((record) => (acting(record) ? 'IN_PROGRESS' : record.Status)));
          const urgent = (['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING'] as const).find((word) => words.has(word));
          if (urgent !== undefined) expect(Phase).toBe(urgent);
          expect((NextPollTime ?? 0) - world.now).toBe(longest[Phase ?? 'IDLE']);
        });
      }),
      { numRuns: 200 },
    );
  });
});
