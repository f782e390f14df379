import { ServiceError } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { findOpenRuns, findWatchedExecutions } from '../src/watchedExecutions.js';
import { start, World } from './world.js';

const due = { NextPollTime: start - 1 };

describe('what the finder finds', () => {
  it('are POLLING and CANCELLING executions only, by the index [T1.1.1] [A1]', async () => {
    const world = new World();
    await world.given('polling', 'POLLING');
    await world.given('cancelling', 'POLLING', { Status: 'CANCELLING' });
    for (const Status of ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'PARTIAL', 'TIMEOUT', 'CANCELLED']) await world.given(Status, 'POLLING', { Status });
    const asked: unknown[] = [];
    world.hooks = { before: (operation: { kind: string; query?: { index?: string } }) => void asked.push(operation.query?.index ?? operation.kind) };
    expect((await findWatchedExecutions(world.items)).map((execution) => execution.ExecutionId)).toEqual(['polling', 'cancelling']);
    expect(new Set(asked)).toEqual(new Set(['StatusIndex']));
  });

  it('goes to the last page', async () => {
    const world = new World();
    for (let n = 0; n < 30; n += 1) await world.given(`e-${n}`, 'POLLING');
    const query = world.items.query.bind(world.items);
    world.items.query = (asked) => query({ ...asked, pageSize: 7 });
    expect(await findWatchedExecutions(world.items)).toHaveLength(30);
    expect(await findOpenRuns(world.items)).toHaveLength(30);
  });

  it('says when each was polled, when it is due and in what phase: the index holds it', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', { LastPolledTime: start - 20, NextPollTime: start + 10, Phase: 'IN_PROGRESS', BoundTime: start + 99 });
    expect(await findWatchedExecutions(world.items)).toMatchObject([{ ExecutionId: 'e-1', LastPolledTime: start - 20, NextPollTime: start + 10, Phase: 'IN_PROGRESS', BoundTime: start + 99, ExecutionType: 'DRILL', StartTime: start - 600 }]);
  });

  it('with nothing polling is an empty list, at once and without fault [T1.1.2]', async () => {
    const world = new World();
    await world.given('over', 'COMPLETED');
    expect(await world.find()).toEqual({ executions: [], successful: 0, failed: 0, repairs: 0, sweeps: 1 });
    expect(world.clock.now()).toBe(start * 1000);
  });

  it('a DynamoDB failure surfaces as an error that names DynamoDB [T1.1.3]', async () => {
    const world = new World();
    world.hooks = {
      before: (operation: { kind: string }) => {
        if (operation.kind === 'query') throw new ServiceError({ service: 'DynamoDB', operation: 'Query', kind: 'SERVER', message: 'DynamoDB Query failed.' });
      },
    };
    await expect(world.find()).rejects.toMatchObject({ service: 'DynamoDB', message: expect.stringContaining('DynamoDB') });
  });
});

describe('a query that fails', () => {
  /** Of an index, the n-th query and no other. */
  const failing = (index: string, nth: number) => {
    let asked = 0;
    return (operation: { kind: string; query?: { index?: string } }): void => {
      if (operation.query?.index !== index) return;
      asked += 1;
      if (asked === nth) throw new ServiceError({ service: 'DynamoDB', operation: 'Query', kind: 'THROTTLED', message: 'DynamoDB throttled.' });
    };
  };

  it('for the open runs costs no poll: all that is due is called, and the run fails at its end [T1.1.3] [R9.4]', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', due);
    world.hooks = { before: failing('OpenIndex', 1) };
    await expect(world.find()).rejects.toMatchObject({ service: 'DynamoDB' });
    expect(world.calls('e-1')).toEqual([0]);
  });

  it.each([1, 2])('for what is due (the look %i) costs 5 s, not the minute [T1.1.3] [A5]', async (nth) => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', { NextPollTime: start + (nth - 1) });
    world.hooks = { before: failing('StatusIndex', nth) };
    await expect(world.find()).rejects.toMatchObject({ service: 'DynamoDB' });
    expect(world.calls('e-1')[0]).toBeLessThanOrEqual(10);
    expect(world.lines.some((line) => line.level === 'error' && line.message.includes('DynamoDB'))).toBe(true);
  });
});

describe('calling pollers', () => {
  it('each due execution gets a call of its own, with the NextPollTime it is called for [T1.3.1] [A9]', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', due);
    await world.given('e-2', 'POLLING', { NextPollTime: start });
    await world.given('e-3', 'POLLING', { NextPollTime: start + 100 });
    const more = Array.from({ length: 5 }, (_, n) => `e-${n + 4}`);
    for (const id of more) await world.given(id, 'POLLING', due);
    expect(await world.find()).toMatchObject({ successful: 7, failed: 0 });
    expect(world.polled.filter(({ ExecutionId }) => !more.includes(ExecutionId))).toMatchObject([{ ExecutionId: 'e-1', NextPollTime: start - 1 }, { ExecutionId: 'e-2', NextPollTime: start }]);
    for (const id of more) expect(world.calls(id), id).toEqual([0]);
  });

  it('where a record has no NextPollTime the phase\'s interval since its poll counts [T1.2.1] [T1.2.2] [T1.2.3]', async () => {
    const cases = [['PENDING', 40, false], ['PENDING', 50, true], ['STARTED', 12, false], ['STARTED', 17, true], ['IN_PROGRESS', 25, false], ['IN_PROGRESS', 35, true]] as const;
    for (const [Phase, ago, isDue] of cases) {
      const world = new World();
      await world.given('e-1', 'POLLING', { Phase, LastPolledTime: start - ago, NextPollTime: undefined });
      await world.find();
      expect(world.calls('e-1')[0] === 0, `${Phase} ${ago} s ago`).toBe(isDue);
    }
  });

  it('one that fails leaves the others untouched, is counted, and is tried at the next sweep [T1.3.2]', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    for (const id of ['e-1', 'e-2', 'e-3']) await world.given(id, 'POLLING', due);
    world.unreachable.add('e-2');
    const summary = await world.find();
    expect(world.calls('e-1')).toEqual([0]);
    expect(world.calls('e-3')).toEqual([0]);
    expect(world.calls('e-2').slice(0, 3)).toEqual([0, 5, 10]);
    expect(summary).toMatchObject({ successful: 2, failed: world.calls('e-2').length });
    expect(world.lines.some((line) => line.level === 'error' && line.fields['ExecutionId'] === 'e-2')).toBe(true);
  });

  it('one that Lambda refuses for a while holds up no other poll, nor do repairs that it refuses [T1.3.2] [A5]', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('refused', 'POLLING', due);
    await world.given('soon', 'POLLING', { NextPollTime: start + 5 });
    await world.given('to repair', 'COMPLETED', { Open: 'OPEN' });
    for (const id of ['refused', 'to repair']) world.refused.set(id, 14);
    await world.find();
    expect(world.calls('refused')[0]).toBe(0);
    expect(world.calls('soon')).toEqual([5]);
    expect(world.repaired).toContain('to repair');
  });

  it('those still refused are given up before the function\'s own minute is over, and counted', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', { NextPollTime: start + 48 });
    world.refused.set('e-1', 14);
    const summary = await world.find();
    expect(world.clock.now() / 1000 - start).toBeLessThan(60);
    expect(summary).toMatchObject({ successful: 0, failed: world.calls('e-1').length });
    expect(summary.failed).toBeGreaterThan(0);
  });

  it('no more than 100 are under way at a time, however many are due: the others follow as these end', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    for (let n = 0; n < 240; n += 1) {
      await world.given(`e-${n}`, 'POLLING', due);
      world.refused.set(`e-${n}`, 4);
    }
    expect(await world.find()).toMatchObject({ successful: 240, failed: 0 });
    const at = (seconds: number): number => world.polled.filter(({ after }) => after === seconds).length;
    expect([at(0), at(4), at(8)]).toEqual([100, 100, 40]);
  });

  it('a call that is still under way at the next sweep is not made beside itself, but again once it has failed', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', due);
    world.refused.set('e-1', 14);
    world.unreachable.add('e-1');
    await world.find();
    expect(world.calls('e-1').slice(0, 3)).toEqual([0, 15, 30]);
  });

  it('a poller that has not claimed its poll yet is not called twice for it', async () => {
    const world = new World();
    world.claims = { after: 12, interval: 300 };
    await world.given('e-1', 'POLLING', due);
    await world.find();
    expect(world.calls('e-1')).toEqual([0]);
  });

  it('but again for another that is due in the same second: a cancel wants one at once [R4.5]', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', due);
    world.clock.sleep(7000).then(() => world.given('e-1', 'POLLING', { ...due, Status: 'CANCELLING', LastPolledTime: start }), () => undefined);
    await world.find();
    expect(world.calls('e-1')).toEqual([0, 20]);
  });

  it('but one that never claims is called again in the next minute', async () => {
    const world = new World();
    world.claims = undefined;
    await world.given('e-1', 'POLLING', due);
    await world.find();
    expect(world.calls('e-1')).toEqual([0]);
    await world.find();
    expect(world.calls('e-1')).toHaveLength(2);
  });

  it('after two minutes without the schedule it calls for what is due: nothing is lost [T2.3.3] [A18]', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', { NextPollTime: start - 120 });
    await world.find();
    expect(world.calls('e-1')[0]).toBe(0);
  });
});

describe('sweeping within the minute [A2] [B1] [B3]', () => {
  it.each([
    [15, [0, 15, 30, 45]],
    [30, [0, 30]],
    [45, [0, 45]],
    [300, [0]],
  ])('an interval of %i s is real: polled at %j s', async (interval, expected) => {
    const world = new World();
    world.claims = { after: 0, interval };
    await world.given('e-1', 'POLLING', { NextPollTime: start });
    await world.find();
    expect(world.calls('e-1')).toEqual(expected);
  });

  it('ends 50 s after its start at the latest, and sleeps at least 5 s between two sweeps but the last', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 1 };
    await world.given('e-1', 'POLLING', due);
    const summary = await world.find();
    expect(world.clock.now() / 1000 - start).toBeLessThanOrEqual(50);
    expect(summary.sweeps).toBe(11);
    const calls = world.calls('e-1');
    calls.slice(1).forEach((at, index) => expect(at - (calls[index] ?? 0)).toBeGreaterThanOrEqual(5));
  });

  it('looks a last time 50 s after its start, so that a poll waits 10 s for the next minute at most', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 300 };
    await world.given('e-1', 'POLLING', { NextPollTime: start + 43 });
    await world.given('e-2', 'POLLING', { NextPollTime: start + 50 });
    await world.find();
    expect([world.calls('e-1'), world.calls('e-2')]).toEqual([[43], [50]]);
  });

  it('a launch that brings a poll forward meanwhile is noticed in time', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', { Phase: 'IDLE', NextPollTime: start + 290 });
    const launch = async (): Promise<void> => {
      await world.clock.sleep(7000);
      await world.items.write({ kind: 'update', table: 'executions', key: { ExecutionId: 'e-1', Item: 'EXECUTION' }, set: { Phase: 'LAUNCHING', NextPollTime: start + 22 } });
    };
    void launch();
    await world.find();
    expect(world.calls('e-1')[0]).toBeGreaterThanOrEqual(22);
    expect(world.calls('e-1')[0]).toBeLessThanOrEqual(27);
  });

  it('an execution that ends meanwhile ends the sweeping', async () => {
    const world = new World();
    world.claims = { after: 0, interval: 15 };
    await world.given('e-1', 'POLLING', due);
    void world.clock.sleep(20_000).then(() => world.items.write({ kind: 'update', table: 'executions', key: { ExecutionId: 'e-1', Item: 'EXECUTION' }, set: { Status: 'COMPLETED' } }));
    expect(await world.find()).toMatchObject({ executions: [] });
    expect(world.clock.now() / 1000 - start).toBeLessThanOrEqual(31);
  });
});

describe('runs to repair', () => {
  it('are all that is open, whatever its status; each is handed on once a minute, in the first sweep', async () => {
    const world = new World();
    await world.given('polling', 'POLLING', { NextPollTime: start + 10 });
    await world.given('pending', 'POLLING', { Status: 'PENDING' });
    await world.given('ended', 'COMPLETED', { Open: 'OPEN' });
    await world.given('closed', 'COMPLETED');
    const summary = await world.find();
    expect(world.repaired.sort()).toEqual(['ended', 'pending', 'polling']);
    expect(summary.repairs).toBe(3);
    expect(summary.sweeps).toBeGreaterThan(1);
  });

  it('one that cannot be handed on stops no other, nor the polls', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', due);
    await world.given('e-2', 'COMPLETED', { Open: 'OPEN' });
    await world.given('e-3', 'COMPLETED', { Open: 'OPEN' });
    world.unreachable.add('e-2');
    await world.find();
    expect(world.repaired).toContain('e-3');
    expect(world.calls('e-1').length).toBeGreaterThan(0);
    expect(world.lines.some((line) => line.level === 'error' && line.fields['ExecutionId'] === 'e-2')).toBe(true);
  });
});

describe('what the finder tells', () => {
  it('each execution\'s phase, time since its poll, and why it was called or not [B6]', async () => {
    const world = new World();
    world.claims = { after: 20, interval: 300 };
    await world.given('due', 'POLLING', { NextPollTime: start - 3, LastPolledTime: start - 33, Phase: 'IN_PROGRESS' });
    await world.given('early', 'POLLING', { NextPollTime: start + 200, LastPolledTime: start - 100, Phase: 'IDLE' });
    await world.find();
    const first = (id: string): object | undefined => world.lines.find((line) => line.fields['ExecutionId'] === id);
    expect(first('due')).toMatchObject({ message: 'due', fields: { Phase: 'IN_PROGRESS', SecondsSincePoll: 33, NextPollTime: start - 3 } });
    expect(first('early')).toMatchObject({ message: 'not due yet', fields: { Phase: 'IDLE', SecondsSincePoll: 100 } });
    expect(world.lines.some((line) => line.message === 'due, and called already')).toBe(true);
  });

  it('how many are polled, how old the oldest is, which are overdue or left alone [A21]', async () => {
    const world = new World();
    await world.given('fine', 'POLLING', { NextPollTime: start + 100, LastPolledTime: start - 2100, Phase: 'STARTED', BoundTime: start });
    await world.given('overdue', 'POLLING', { NextPollTime: start + 100, LastPolledTime: start, BoundTime: start - 1 });
    await world.given('unpolled', 'POLLING', { NextPollTime: start + 100, LastPolledTime: start - 2101, Phase: 'STARTED', StartTime: start - 9000 });
    await world.given('idle', 'POLLING', { NextPollTime: start + 100, LastPolledTime: start - 9000, Phase: 'IDLE' });
    await world.given('never', 'POLLING', { NextPollTime: start + 100, LastPolledTime: undefined, Phase: 'LAUNCHING', StartTime: start - 3000 });
    await world.find();
    expect(world.measured.map(({ name, value }) => [name, value])).toEqual([
      ['ExecutionsInPolling', 5],
      ['OldestPollingExecution', 9000],
      ['OverdueExecutions', 1],
      ['UnpolledExecutions', 2],
    ]);
  });

  it('zeros where nothing is polled, so that alarms have data', async () => {
    const world = new World();
    await world.find();
    expect(world.measured).toHaveLength(4);
    for (const { value } of world.measured) expect(value).toBe(0);
  });

  it('measures once a minute, not at each sweep', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', due);
    expect((await world.find()).sweeps).toBeGreaterThan(1);
    expect(world.measured).toHaveLength(4);
  });
});

