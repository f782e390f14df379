import { describe, expect, it } from 'vitest';
import { handleRequest } from '../../src/requests/handleRequest.js';
import type { CleanUp, ExecutionHeader, ExecutionType } from '@drs-orchestration/core';
import { inTheAir, launched } from '../tasks/world/history.js';
import { executionId, planWave, serverId, start, World } from '../tasks/world/world.js';
import { apiOf, event, post } from './requests.js';

const path = `/executions/${executionId}/cleanup`;
const name = (run: number): string => `${executionId}-cleanup-${run}`;
const none: CleanUp = { Status: 'NOT_NEEDED', Run: 0, TerminatedCount: 0, Remaining: [] };

/** A drill that ended with one server launched, which DRS has running; nothing of it is open. */
async function ended(CleanUpNow: CleanUp | undefined = none, keys: Partial<ExecutionHeader> = {}, executionType: ExecutionType = 'DRILL'): Promise<World> {
  const world = new World();
  await world.given([planWave(1)], { Status: 'COMPLETED', EndTime: start, Locked: false, NotificationStatus: 'SENT', ...keys }, { 1: launched }, { TerminateAfterDrill: false }, { executionType });
  await world.context.executions.changeHeader(executionId, ({ Open: _open, ...rest }) => ({ ...rest, ...(CleanUpNow === undefined ? {} : { CleanUp: CleanUpNow }) }));
  world.drs.instances.push({ recoveryInstanceId: 'i-1', sourceServerId: serverId(1), ec2InstanceId: 'i-1', ec2InstanceState: 'RUNNING', jobId: 'drsjob-1', isDrill: true });
  world.machine.states.set(executionId, { status: 'SUCCEEDED' });
  return world;
}

describe('POST /executions/{id}/cleanup', () => {
  it('of a drill whose plan keeps what it launched: noted, and started in a machine of its own', async () => {
    const world = await ended();
    const { statusCode, body } = await post(world, path);
    expect({ statusCode, body }).toEqual({ statusCode: 202, body: { ExecutionId: executionId, CleanUp: { ...none, Status: 'PENDING', Run: 1 } } });
    expect(await world.header()).toMatchObject({ Open: 'OPEN', Status: 'COMPLETED', CleanUp: { Status: 'PENDING', Run: 1 } });
    expect(world.machine.starts).toEqual([{ name: name(1), input: { Mode: 'CLEANUP', ExecutionId: executionId } }]);
  });

  it('terminates it through the Tasks of that machine, and closes the run again [R10.3]', async () => {
    const world = await ended();
    await post(world, path);
    expect(await world.task('CleanUp')).toMatchObject({ Answer: 'WAIT' });
    world.drs.instances = [];
    expect(await world.task('CleanUp')).toEqual({ Answer: 'DONE' });
    expect(world.drs.terminations).toEqual([['i-1']]);
    const header = await world.header();
    expect(header.CleanUp).toMatchObject({ Status: 'COMPLETED', Run: 1, TerminatedCount: 1, Remaining: [] });
    expect(header.Open).toBeUndefined();
    expect((await world.wave()).Servers[0]?.Status).toBe('TERMINATED');
  });

  it('again after one that FAILED, however often that was, or that was COMPLETED: what launched late is ended too', async () => {
    for (const Status of ['FAILED', 'COMPLETED'] as const) {
      const world = await ended({ Status, Run: 5, StartedAt: start, EndedAt: start, TerminatedCount: 3, Remaining: ['i-1'], Error: 'no luck' });
      expect((await post(world, path)).body).toEqual({ ExecutionId: executionId, CleanUp: { Status: 'PENDING', Run: 6, TerminatedCount: 3, Remaining: ['i-1'] } });
      expect(world.machine.starts.map((start) => start.name)).toEqual([name(6)]);
    }
  });

  it('twice, and twice at once, begins one', async () => {
    const world = await ended();
    const answers = await world.run(() => Promise.all([1, 2].map(() => handleRequest(apiOf(world), event('POST', path)))));
    answers.push(await world.run(() => handleRequest(apiOf(world), event('POST', path))));
    expect(answers.map(({ statusCode, body }) => [statusCode, (JSON.parse(body) as { CleanUp: CleanUp }).CleanUp.Run])).toEqual([[202, 1], [202, 1], [202, 1]]);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('while the run\'s own machine is at it begins none', async () => {
    const world = await ended({ Status: 'IN_PROGRESS', Run: 0, StartedAt: start, TerminatedCount: 0, Remaining: ['i-1'] });
    world.machine.states.clear();
    expect((await post(world, path)).body).toMatchObject({ CleanUp: { Status: 'IN_PROGRESS', Run: 0 } });
    expect(world.machine.starts).toEqual([]);
  });

  it.each([0, 3, 7])('whose machine cannot be started now (after run %i) is started by the repair, and by the next request', async (Run) => {
    const world = await ended({ ...none, Status: 'FAILED', Run });
    for (let run = 1; run <= Run; run += 1) world.machine.states.set(name(run), { status: 'SUCCEEDED' });
    world.machine.unreachable = true;
    expect(await post(world, path)).toMatchObject({ statusCode: 202, body: { CleanUp: { Status: 'PENDING', Run: Run + 1 } } });
    world.machine.unreachable = false;
    await world.task('Repair');
    expect(world.machine.starts.map((start) => start.name)).toEqual([name(Run + 1)]);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'PENDING', Run: Run + 1 });
    await post(world, path);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('an operator\'s run that dies is not repeated beyond the repair\'s three', async () => {
    const world = await ended({ ...none, Status: 'FAILED', Run: 3 });
    await post(world, path);
    world.machine.states.set(name(4), { status: 'FAILED' });
    await world.task('Repair');
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'FAILED', Run: 4, Error: expect.stringContaining('drsctl executions cleanup') });
    expect(world.machine.starts.map((start) => start.name)).toEqual([name(4)]);
  });
});

describe('what is not cleaned up', () => {
  it('a recovery: 409, and nothing of it is touched', async () => {
    const world = await ended(none, {}, 'RECOVERY');
    const before = await world.header();
    expect(await post(world, path)).toMatchObject({ statusCode: 409, body: { ExecutionId: executionId, detail: expect.stringContaining('recovery') } });
    expect(await world.header()).toEqual(before);
  });

  it('a drill that has not ended: 409', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: inTheAir });
    expect(await post(world, path)).toMatchObject({ statusCode: 409, body: { Status: 'POLLING' } });
    expect(world.machine.starts).toEqual([]);
  });

  it('a drill that launched nothing: 409', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'FAILED', CleanUp: none });
    expect(await post(world, path)).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('launched nothing') } });
  });

  it('an execution nobody knows: 404', async () => {
    expect((await post(new World(), path)).statusCode).toBe(404);
  });
});
