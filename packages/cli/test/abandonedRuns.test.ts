import { assembleView, Executions, findPlan, newServer, putPlan, startExecution, undecidedServers, type ItemStore, type Logger } from '@drs-orchestration/core';
import { aPlan, ManualClock, memoryDatabase } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { closeAbandonedRuns } from '../src/local/abandonedRuns.js';
import { drill } from './support/drill.js';

const plan = aPlan().withWave().withWave();
const start = 1_795_219_200_000;
const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => quiet };
const nowhere = { start: async () => undefined, stop: async () => undefined, describe: async () => undefined, answer: async () => 'GONE' as const };

/** A run whose process was killed right after its acceptance, its first wave under way. */
async function leftBehind(items: ItemStore): Promise<string> {
  const clock = new ManualClock(start);
  const valid = plan.validated();
  await putPlan(items, valid.plan, valid.groups);
  const executions = new Executions(items, clock);
  const context = { clock, items, executions, machine: nowhere, logger: quiet, identifiers: { uuid: () => '11111111-2222-4333-8444-555555555555' }, sourceAccountId: '111111111111' };
  const outcome = await startExecution(context, { planId: valid.plan.PlanId, executionType: 'DRILL', initiatedBy: 'tester' });
  if (outcome.kind !== 'STARTED') throw new Error(outcome.kind);
  await executions.changeWave(outcome.executionId, 1, (wave) => ({ ...wave, WaveStatus: 'LAUNCHING', StartTime: start / 1000 + 5 }));
  await executions.changeHeader(outcome.executionId, (header) => ({ ...header, Status: 'POLLING', NextPollTime: start / 1000 + 20, Phase: 'LAUNCHING' }));
  return outcome.executionId;
}

describe('a run that a killed process left', () => {
  it('is closed as FAILED with the reason, its lock released, nothing of it open', async () => {
    const { items } = memoryDatabase();
    const id = await leftBehind(items);
    const clock = new ManualClock(start - 3_600_000);
    expect(await closeAbandonedRuns(items, clock)).toMatchObject([{ executionId: id, planName: 'Test plan', unfinished: true, view: { Status: 'FAILED' } }]);
    const { header, waves } = await new Executions(items, clock).load(id);
    const view = assembleView(header, waves);
    expect(view.Status).toBe('FAILED');
    expect(view.Errors.map((error) => error.Code)).toContain('LocalRunAbandoned');
    expect(view.Waves.map((wave) => wave.Status)).toEqual(['FAILED', 'SKIPPED']);
    // A sped-up clock had run ahead of the wall: an end is never before its start.
    expect(view.EndTime).toBeGreaterThanOrEqual(view.StartTime);
    expect(header.Open).toBeUndefined();
    expect((await findPlan(items, 'plan-test-plan'))?.ActiveExecutionId).toBeUndefined();
    expect(await closeAbandonedRuns(items, clock)).toEqual([]);
  });

  it('leaves no server and no call undecided, so that it can be retried: its world is gone', async () => {
    const { items } = memoryDatabase();
    const id = await leftBehind(items);
    const clock = new ManualClock(start);
    const executions = new Executions(items, clock);
    const at = start / 1000;
    await executions.changeWave(id, 1, (wave) => ({
      ...wave,
      Servers: [{ ...newServer('s-00000000000000001'), Status: 'IN_PROGRESS', TransitionHistory: [{ Status: 'IN_PROGRESS', At: at }] }, newServer('s-00000000000000002')],
      Calls: { c1: { Servers: ['s-00000000000000002'], At: at, Deadline: at + 30 } },
    }));
    await closeAbandonedRuns(items, clock);
    const ended = await executions.load(id);
    expect(undecidedServers(ended)).toEqual([]);
    expect(ended.waves[0]?.Servers[0]).toMatchObject({ Status: 'FAILED', Error: expect.stringContaining('world') as unknown });
  });

  it('does not keep the next drill of the same plan from completing', async () => {
    const database = memoryDatabase();
    const left = await leftBehind(database.items);
    await closeAbandonedRuns(database.items, new ManualClock(start));
    const run = await drill(plan, { database });
    expect(run.view.Status).toBe('COMPLETED');
    expect(run.view.ExecutionId).not.toBe(left);
  });
});
