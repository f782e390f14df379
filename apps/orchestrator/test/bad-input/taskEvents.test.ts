import { spoiltInput } from '@drs-orchestration/testkit/generators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../src/orchestrator.js';
import { executionId, planWave, serverIds, start, World } from '../tasks/world/world.js';
import { countWrites, recordFaults, stored } from './store.js';

/** A run in which something of everything is under way. */
async function underWay(): Promise<World> {
  const world = new World();
  await world.given(
    [planWave(1, { ServerIds: serverIds(2) }), planWave(2, { ServerIds: serverIds(3, 10), ExecutionType: 'SEQUENTIAL', Dependencies: [1] }), planWave(3, { PauseBefore: true, ServerIds: serverIds(1, 20) })],
    { Status: 'POLLING', Phase: 'LAUNCHING', NextPollTime: start + 15 },
  );
  return world;
}

const at = { ExecutionId: executionId, WaveNumber: 1 };
const failure = { Error: 'TerminalError', Cause: '{"errorMessage":"it broke"}' };
/** Every event the orchestrator takes. */
const events: readonly object[] = [
  { Task: 'PrepareExecution', ExecutionId: executionId },
  { Task: 'AwaitDependencies', ...at, WaveNumber: 2, Token: 't-1' },
  { Task: 'AwaitApproval', ...at, WaveNumber: 3, Token: 't-2' },
  { Task: 'CloseApproval', ...at, WaveNumber: 3 },
  { Task: 'LaunchWave', ...at },
  { Task: 'LaunchServer', ...at, WaveNumber: 2, Position: 1 },
  { Task: 'AwaitLaunch', ...at, Token: 't-3' },
  { Task: 'AwaitLaunch', ...at, WaveNumber: 2, Position: 1, Token: 't-4' },
  { Task: 'CheckHealth', ...at },
  { Task: 'CheckHealth', ...at, WaveNumber: 2, Position: 2 },
  { Task: 'SettleWave', ...at, Failure: '' },
  { Task: 'SettleWave', ...at, Failure: failure },
  { Task: 'ReleaseDependents', ...at },
  { Task: 'AwaitDrain', ExecutionId: executionId, Token: 't-5' },
  { Task: 'FinalizeExecution', ExecutionId: executionId, Failure: '' },
  { Task: 'FinalizeExecution', ExecutionId: executionId, Failure: failure },
  { Task: 'CleanUp', ExecutionId: executionId },
  { Task: 'Repair', ExecutionId: executionId },
  {
    version: '0', id: 'e', source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change',
    detail: { executionArn: 'arn:x', name: executionId, status: 'TIMED_OUT', input: JSON.stringify({ Mode: 'RUN', ExecutionId: executionId }), error: 'States.Timeout', cause: 'too long' },
  },
];

const anyEvent = fc.constantFrom(...events).chain((event) => spoiltInput(event).map(({ input, changes }) => ({ event, input, changes })));

describe('1,000 events of the machine with something wrong in them', () => {
  it('are carried out, or refused by an error that says what is wrong; whatever they do, every stored record is whole', async () => {
    const outcomes = { carriedOut: 0, refused: 0, unknownTask: 0 };
    await fc.assert(
      fc.asyncProperty(anyEvent, async ({ input }) => {
        const world = await underWay();
        const before = await stored(world);
        const counted = countWrites(world);
        const handler = createHandler({ clock: world.clock, environment: {}, ports: world.context });
        const failed = await world.run(async () => handler(input as object)).then(() => undefined, (error: unknown) => error as Error & { code?: string });
        world.hooks = {};
        expect(await recordFaults(world)).toEqual([]);
        if (failed === undefined) return void (outcomes.carriedOut += 1);
        expect(['TerminalError', 'RetryableError'], failed.stack).toContain(failed.name);
        expect(failed.code).toMatch(/^\w+/);
        expect(failed.message.length).toBeGreaterThan(10);
        outcomes.refused += 1;
        if (failed.code !== 'UnknownTask') return;
        outcomes.unknownTask += 1;
        expect(counted.writes).toBe(0);
        expect(await stored(world)).toEqual(before);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
    expect(outcomes.carriedOut + outcomes.refused).toBe(1_000);
    expect(outcomes.unknownTask).toBeGreaterThan(300);
    expect(outcomes.carriedOut).toBeGreaterThan(100);
  });

  it('that name no wave of theirs, or nobody\'s execution, change nothing and launch nothing', async () => {
    for (const event of [
      { Task: 'LaunchWave', ...at, WaveNumber: 99 },
      { Task: 'SettleWave', ...at, WaveNumber: 99, Failure: failure },
      { Task: 'FinalizeExecution', ExecutionId: 'nobody', Failure: '' },
      { Task: 'Repair', ExecutionId: 'nobody' },
    ]) {
      const world = await underWay();
      const before = await stored(world);
      const handler = createHandler({ clock: world.clock, environment: {}, ports: world.context });
      await world.run(async () => handler(event)).catch((error: Error) => expect(error.name).toBe('TerminalError'));
      expect(await stored(world)).toEqual(before);
      expect(world.drs.launches).toEqual([]);
    }
  });
});
