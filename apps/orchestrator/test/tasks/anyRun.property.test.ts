import { expectServerLaunchedOnce, storedRecordFaults } from '@drs-orchestration/testkit';
import { validPlan } from '@drs-orchestration/testkit/generators';
import type { ExecutionType, Item, RecoveryPlan } from '@drs-orchestration/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executionId, oneWave, serverIds, start, World } from './world/world.js';

/** One thing that happens in a run; numbers choose among the waves, positions and jobs there are. */
type Step =
  | { readonly kind: 'TASK'; readonly task: string; readonly wave: number; readonly position: number; readonly failed: boolean }
  | { readonly kind: 'JOB_ENDS'; readonly job: number }
  | { readonly kind: 'INSTANCES'; readonly state: 'running' | 'pending' | 'terminated' }
  | { readonly kind: 'TIME'; readonly seconds: number }
  | { readonly kind: 'CANCEL' }
  | { readonly kind: 'LAUNCH_FAULT'; readonly fault: 'THROTTLED' | 'CONFLICT' | 'INVALID' | 'LOST' };

const waveTasks = ['AwaitDependencies', 'AwaitApproval', 'CloseApproval', 'LaunchWave', 'LaunchServer', 'AwaitLaunch', 'CheckHealth', 'SettleWave', 'ReleaseDependents'];
const runTasks = ['PrepareExecution', 'AwaitDrain', 'FinalizeExecution', 'CleanUp', 'Repair'];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('TASK' as const), task: fc.constantFrom(...waveTasks, ...waveTasks, ...runTasks), wave: fc.nat({ max: 20 }), position: fc.nat({ max: 20 }), failed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('JOB_ENDS' as const), job: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('INSTANCES' as const), state: fc.constantFrom('running' as const, 'running' as const, 'pending' as const, 'terminated' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('TIME' as const), seconds: fc.integer({ min: 1, max: 4_000 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'CANCEL' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('LAUNCH_FAULT' as const), fault: fc.constantFrom('THROTTLED' as const, 'CONFLICT' as const, 'INVALID' as const, 'LOST' as const) }) },
);

/** A world whose every write is checked: the whole item, as it then is. */
async function checkedWorld(plan: RecoveryPlan, type: ExecutionType): Promise<{ readonly world: World; readonly checked: () => number; readonly faults: readonly string[] }> {
  const world = new World();
  let checked = 0;
  const faults: string[] = [];
  await world.given(plan.Waves, { Status: 'PENDING' }, {}, plan, { executionType: type });
  world.hooks = {
    after: async (operation) => {
      if (operation.kind !== 'write') return;
      for (const write of operation.writes) {
        if (write.table !== 'executions' || write.kind === 'check') continue;
        const key = write.kind === 'put' ? { ExecutionId: String(write.item['ExecutionId']), Item: String(write.item['Item']) } : write.key;
        faults.push(...storedRecordFaults((await world.items.get('executions', key)) as Item));
        checked += 1;
      }
    },
  };
  return { world, checked: () => checked, faults };
}

async function take(world: World, plan: RecoveryPlan, next: Step): Promise<void> {
  switch (next.kind) {
    case 'TASK': {
      const wave = plan.Waves[next.wave % plan.Waves.length];
      const sequential = wave?.ExecutionType === 'SEQUENTIAL';
      const Position = (next.position % (wave?.ServerIds?.length ?? 1)) + 1;
      const positioned = next.task === 'LaunchServer' || (sequential && ['AwaitLaunch', 'CheckHealth'].includes(next.task));
      if ((next.task === 'LaunchWave' && sequential) || (next.task === 'LaunchServer' && !sequential)) return;
      const keys = {
        ...(waveTasks.includes(next.task) ? { WaveNumber: wave?.WaveNumber } : {}),
        ...(positioned ? { Position } : {}),
        ...(next.task.startsWith('Await') ? { Token: `t-${next.task}-${String(wave?.WaveNumber)}` } : {}),
        ...(next.task === 'SettleWave' || next.task === 'FinalizeExecution' ? { Failure: next.failed ? { Error: 'States.Timeout', Cause: 'it took too long' } : '' } : {}),
      };
      await world.task(next.task, keys).catch((error: Error) => expect(['TerminalError', 'RetryableError'], error.stack).toContain(error.name));
      return;
    }
    case 'JOB_ENDS': {
      const job = world.drs.jobs[next.job % Math.max(1, world.drs.jobs.length)];
      if (job !== undefined && job.status !== 'COMPLETED') world.drs.launchAll(job.jobId);
      return;
    }
    case 'INSTANCES':
      for (const { ec2InstanceId } of world.drs.instances) world.instances.states.set(ec2InstanceId, next.state);
      return;
    case 'TIME':
      return world.pass(next.seconds);
    case 'CANCEL':
      await world.context.executions.changeHeader(executionId, (header) => (['RUNNING', 'POLLING'].includes(header.Status) ? { ...header, Status: 'CANCELLING', NextPollTime: world.now, Cancel: { By: 'ann', At: world.now } } : header));
      return;
    case 'LAUNCH_FAULT':
      world.drs.launchFaults.push(next.fault === 'LOST' ? { lose: 'NETWORK' } : { refuse: next.fault });
  }
}

/** The orders of design section 4. */
const executionOrder = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'];
const firstFinal = executionOrder.indexOf('COMPLETED');

describe('any run: any plan, Tasks in any order and repeated, launches that fail or are lost, time, a cancel', () => {
  it('every item written passes the schema; no server is in two jobs; what is final stays final [P18] [P28] [R5.5] [R9.3]', async () => {
    let items = 0;
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(validPlan({ waves: 4, servers: 8 }), fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY'), fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (plan, type, steps) => {
        const { world, checked, faults } = await checkedWorld(plan, type);
        await take(world, plan, { kind: 'TASK', task: 'PrepareExecution', wave: 0, position: 0, failed: false });
        let before = (await world.header()).Status;
        for (const next of steps) {
          await take(world, plan, next);
          const { Status } = await world.header();
          if (executionOrder.indexOf(before) >= firstFinal) expect(Status).toBe(before);
          else expect(executionOrder.indexOf(Status)).toBeGreaterThanOrEqual(executionOrder.indexOf(before));
          before = Status;
        }
        expect(faults).toEqual([]);
        reached.add(before);
        items += checked();
        expectServerLaunchedOnce(world.drs.jobs.filter((job) => job.tags['drs-orchestration:execution-id'] !== undefined));
      }),
      { numRuns: 250 },
    );
    expect(items).toBeGreaterThan(2_000);
    expect([...reached]).toEqual(expect.arrayContaining(['POLLING', 'CANCELLING', 'FAILED']));
  });
});

describe('any PARALLEL wave of 1 to 300 servers', () => {
  it('is launched in the fewest jobs, every server once, for the latest snapshot, all calls within 5 s, none waiting for another [R1.4] [P4] [P6] [P28] [R2.1] [R2.2]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY'), async (count, type) => {
        const world = new World();
        await world.given([oneWave(count)], {}, {}, {}, { executionType: type });
        expect(await world.task('LaunchWave', { WaveNumber: 1 })).toEqual({ Answer: 'DONE' });
        const { launches } = world.drs;
        expect(launches).toHaveLength(Math.ceil(count / 100));
        expect(launches.flatMap(({ request }) => request.servers)).toEqual(serverIds(count).map((sourceServerId) => ({ sourceServerId, recoverySnapshotId: 'LATEST' })));
        expect(launches.every(({ request, at }) => request.isDrill === (type === 'DRILL') && at - start * 1000 <= 5_000)).toBe(true);
        expect((await world.wave()).Servers.every((server) => server.Status === 'LAUNCHING' && server.LaunchTime === start)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
