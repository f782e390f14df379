import { isFinal, putPlan } from '@drs-orchestration/core';
import { aPlan, Draws, openLocalDatabase, startLocalSystem, SteppedClock, testServers, wallPacer, type LocalSystem } from '@drs-orchestration/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { MortalFunctions } from '../../src/kills/mortalFunctions.js';
import { stateMachine } from '../../src/system/functions.js';
import { HttpApi } from '../../src/system/httpApi.js';

/** How many times as fast as the wall: a second of the machine is half a minute of the drill. */
const speed = 30;
const kills = 5;
/** Of a Task by the machine (P26). */
const retries = 3;
const seed = 11;
const plan = aPlan({ PlanName: 'Killed', WaveOrdering: 'DEPENDENCIES' })
  .withWave({ WaveNumber: 1, ServerIds: [...testServers.Database] })
  .withWave({ WaveNumber: 2, ServerIds: [...testServers.Application], ExecutionType: 'SEQUENTIAL' })
  .withWave({ WaveNumber: 3, ServerIds: [...testServers.Web], Dependencies: [1, 2] });

let end: (() => Promise<void>) | undefined;
afterEach(() => end?.());

async function systemOf(functions: MortalFunctions, clock: SteppedClock): Promise<LocalSystem> {
  const database = await openLocalDatabase({ clock, environment: process.env });
  const Profile = { JobPending: 60, JobStarted: 20, Launching: 60, LaunchActions: 0, SpreadPercent: 15 };
  const world = { Servers: Object.values(testServers).flat().map((SourceServerId) => ({ SourceServerId })), Profile };
  return startLocalSystem({ functions: functions.functions, definition: stateMachine, clock, world, database, log: () => undefined });
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => void wallPacer.after(milliseconds, true, resolve));

describe('the functions\' process, killed outright while a drill runs', () => {
  it(`five times: the drill is COMPLETED, each server launched once and on record, nothing left running [P28] [R9.3] [A16] [P16]`, { timeout: 180_000 }, async () => {
    const clock = new SteppedClock({ speed, startAt: Date.UTC(2026, 10, 21) });
    const functions = new MortalFunctions(speed);
    const system = await systemOf(functions, clock);
    end = async () => {
      clock.stop();
      functions.stop();
      await system.stop();
    };
    const { plan: valid, groups } = plan.validated();
    await putPlan(system.items, valid, groups);
    await functions.ready();
    const draws = new Draws(seed);
    clock.start();
    const api = new HttpApi(system.apiUrl, clock);
    const executionId = await api.start(valid.PlanId, 'DRILL');
    for (let count = 0; count < kills; count += 1) {
      const { answered } = functions;
      await wait(500 + draws.next() * 1500);
      // Only where something is lost by it; and not one Task again and again, which on a slow machine would use up its retries.
      while (functions.working === 0 || functions.answered < answered + retries) await wait(1);
      functions.kill();
      await wait(100);
      await functions.ready();
    }
    let ended = await api.show(executionId);
    while (!isFinal(ended.Status) || ended.CleanUp?.Status === 'PENDING' || ended.CleanUp?.Status === 'IN_PROGRESS') {
      await wait(250);
      ended = await api.show(executionId);
    }
    const launches = system.emulator.emulator.jobs().filter((job) => job.type === 'LAUNCH');
    const launched = launches.flatMap((job) => job.servers.map(({ id }) => id));
    expect([functions.kills, functions.lost]).toEqual([kills, expect.toSatisfy((lost: number) => lost >= kills)]);
    expect([ended.Status, ended.Errors]).toEqual(['COMPLETED', []]);
    expect([...launched].sort()).toEqual(Object.values(testServers).flat().sort());
    const onRecord = ended.Waves.flatMap((wave) => wave.Servers.map((server) => server.RecoveryJobId));
    expect(launches.map((job) => job.id).filter((id) => !onRecord.includes(id))).toEqual([]);
    expect(system.emulator.emulator.recoveryInstances()).toEqual([]);
    expect(ended.Waves.every((wave) => wave.EndTime !== undefined)).toBe(true);
    console.log(`killed ${functions.kills} times, ${functions.lost} invocations lost: ${ended.Status}, ${launched.length} servers in ${launches.length} jobs`);
  });
});
