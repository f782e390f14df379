import { aPlan, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../src/exitStatus.js';
import { drill, launchJobs, ofType } from './support/drill.js';

const plan = aPlan().withWave({ ServerIds: [...testServers.Database] }).withWave({ ServerIds: [...testServers.Web] });

describe('cancelling', () => {
  it('waits for what is launched, launches nothing new, and cleans up: exit status 13 [R4.5]', async () => {
    const run = await drill(plan, {
      onEvent: (event, cancel) => {
        if (event.Type === 'JobStarted') cancel();
      },
    });
    expect(exitStatusOf(run.view.Status)).toBe(13);
    expect(run.view.Cancel?.By).toMatch(/user\/tester$/);
    expect(launchJobs(run)).toEqual([[...testServers.Database]]);
    expect(run.view.Waves.map((wave) => wave.Status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(run.view.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
    expect(run.system.emulator.emulator.recoveryInstances()).toEqual([]);
    expect(ofType(run.events, 'CancelRequested')).toHaveLength(1);
  });

  it('before anything launched leaves nothing at all', async () => {
    const run = await drill(plan, {
      onEvent: (event, cancel) => {
        if (event.Type === 'ExecutionStarted') cancel();
      },
    });
    expect(run.view.Status).toBe('CANCELLED');
    expect(launchJobs(run).length).toBeLessThanOrEqual(1);
    expect(run.system.emulator.emulator.recoveryInstances()).toEqual([]);
  });
});
