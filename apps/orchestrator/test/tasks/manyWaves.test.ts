import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { executionId, planWave, serverId, start, World } from './world/world.js';

describe('forty waves at once', () => {
  it('all launch, each once, though all write the one header', async () => {
    const world = new World({ concurrentJobs: 60, serversPerJob: 100, serversInJobs: 500 });
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
    await world.given(numbers.map((number) => planWave(number)));
    const answers = await world.run(() => Promise.all(numbers.map((WaveNumber) => dispatch(world.context, { Task: 'LaunchWave', ExecutionId: executionId, WaveNumber }))));
    expect(answers).toEqual(numbers.map(() => ({ Answer: 'DONE' })));
    for (const number of numbers) expect(world.jobsOf(serverId(number))).toBe(1);
    expect(world.now - start).toBeLessThan(15);
  });

  it('of one drill leave 5 slots free together, not each by itself', async () => {
    const world = new World();
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await world.given(numbers.map((number) => planWave(number)));
    await world.run(() => Promise.all(numbers.map((WaveNumber) => dispatch(world.context, { Task: 'LaunchWave', ExecutionId: executionId, WaveNumber }))));
    expect(world.drs.jobs.length).toBeLessThanOrEqual(15);
    for (let loop = 0; loop < 40 && world.drs.jobs.length < 20; loop += 1) {
      for (const job of world.drs.jobs.filter(({ status }) => status !== 'COMPLETED').slice(0, 3)) world.drs.launchAll(job.jobId);
      await world.pass(60);
      for (const WaveNumber of numbers) await world.task('LaunchWave', { WaveNumber });
    }
    for (const number of numbers) expect(world.jobsOf(serverId(number))).toBe(1);
  });

  it('all register, and those that depend on one hear of it', async () => {
    const world = new World();
    const numbers = Array.from({ length: 39 }, (_, index) => index + 2);
    await world.given([planWave(1), ...numbers.map((number) => planWave(number, { Dependencies: [1] }))]);
    await world.run(() => Promise.all(numbers.map((WaveNumber) => dispatch(world.context, { Task: 'AwaitDependencies', ExecutionId: executionId, WaveNumber, Token: `t${WaveNumber}` }))));
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, WaveStatus: 'COMPLETED', EndTime: world.now }));
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(world.machine.answers.map(({ token }) => token).sort()).toEqual(numbers.map((number) => `t${number}`).sort());
  });
});
