import { describe, expect, it } from 'vitest';
import { drsError } from './world/scriptedDrs.js';
import { launch, oneWave, serverId, start, statuses, World } from './world/world.js';

describe('refusals and faults of StartRecovery', () => {
  it.each(['INVALID', 'NOT_FOUND', 'DENIED', 'UNINITIALIZED', 'UNREACHABLE'] as const)('%s fails the servers for good, with DRS\'s words [R5.4]', async (kind) => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: kind });
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    const { Servers } = await world.wave();
    for (const server of Servers) expect(server).toMatchObject({ Status: 'FAILED', Error: drsError(kind).message });
    expect(world.drs.launches).toHaveLength(1);
  });

  it.each(['THROTTLED', 'QUOTA'] as const)('%s waits, then launches once [R2.4]', async (kind) => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: kind });
    expect(await launch(world)).toEqual({ Answer: 'WAIT', WaitSeconds: 10 });
    expect(await statuses(world)).toEqual(['NOT_STARTED', 'NOT_STARTED']);
    await world.pass(10);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.jobsOf(serverId(1))).toBe(1);
    expect((await world.wave()).SlotWaitSince).toBeUndefined();
  });

  it.each(['THROTTLED', 'QUOTA'] as const)('%s for an hour fails the servers, and the item does not grow meanwhile', async (kind) => {
    const world = new World();
    await world.given([oneWave(2)]);
    let waited = 0;
    let answer: { Answer: string; WaitSeconds?: number };
    do {
      world.drs.launchFaults.push({ refuse: kind });
      answer = (await launch(world)) as typeof answer;
      if (answer.Answer === 'WAIT') {
        await world.pass(answer.WaitSeconds ?? 0);
        waited += answer.WaitSeconds ?? 0;
      }
    } while (answer.Answer === 'WAIT' && waited < 20_000);
    expect(waited).toBeGreaterThanOrEqual(3600);
    expect(waited).toBeLessThan(3600 + 301);
    expect(await statuses(world)).toEqual(['FAILED', 'FAILED']);
    expect(Object.keys((await world.wave()).Calls).length).toBeLessThan(3);
  });

  it('a lost answer (5xx, cut line) is looked for and adopted, never sent again [R9.3] [P28]', async () => {
    for (const kind of ['SERVER', 'NETWORK'] as const) {
      const world = new World();
      await world.given([oneWave(2)]);
      world.drs.launchFaults.push({ lose: kind });
      expect(await launch(world)).toEqual({ Answer: 'WAIT', WaitSeconds: 10 });
      await world.pass(10);
      expect(await launch(world)).toEqual({ Answer: 'DONE' });
      expect(world.drs.launches).toHaveLength(1);
      expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHING', RecoveryJobId: world.ourJobs()[0], LaunchTime: start });
    }
  });

  it('a call that never reached DRS is void 2 minutes past its deadline, not before, and then made anew', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: 'NETWORK' });
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    await world.pass(149);
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect(world.drs.launches).toHaveLength(1);
    await world.pass(1);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches).toHaveLength(2);
    expect(world.jobsOf(serverId(1))).toBe(1);
  });

  it.each(['ACTED', 'UNACTED'] as const)('a call that is never answered (%s) is given up at its deadline', async (hang) => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.launchFaults.push({ hang });
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect(world.now).toBe(start + 30);
    await world.pass(200);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.jobsOf(serverId(1))).toBe(1);
  });

  it('while DRS cannot be asked about an open call, nothing is sent again, and after an hour the wave fails by name', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.launchFaults.push({ lose: 'NETWORK' });
    await launch(world);
    world.drs.failReads = { kind: 'SERVER', operation: 'ListJobs' };
    await world.pass(600);
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    await world.pass(3600);
    await expect(launch(world)).rejects.toMatchObject({ code: 'CallsUnresolved' });
    expect(world.drs.launches).toHaveLength(1);
  });
});
