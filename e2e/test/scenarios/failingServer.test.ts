import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { playHere } from '../../src/scenario.js';

const failing = 's-3c1730a9e0771ea14';

describe('a server that fails', () => {
  it('beside two that launch makes its wave and the run PARTIAL, with what DRS says; what depends on it is SKIPPED [T2.3.1] [A20] [R4.1] [R4.2] [R5.4] [R8.2] [P11] [P12] [P17] [P24]', (context) =>
    playHere(
      context,
      'no server there fails when it is asked to',
      async (system) => {
        const { Database: [db1, db2], Web: [web1, web2] } = system.servers;
        const plan = aPlan({ PlanName: 'One fails' }).withWave({ ServerIds: [db1, db2, failing] }).withWave({ ServerIds: [web1] }).withWave({ ServerIds: [web2] });
        const executionId = await system.start(plan);
        const ended = await system.until(executionId, 'ended', (view) => view.EndTime !== undefined);
        expect(ended.Status).toBe('PARTIAL');
        expect(ended.Waves.map((wave) => wave.Status)).toEqual(['PARTIAL', 'SKIPPED', 'SKIPPED']);
        expect(ended.Waves[0]?.Servers.map((server) => server.Status)).toEqual(['LAUNCHED', 'LAUNCHED', 'FAILED']);

        const over = await system.untilOver(executionId);
        const jobs = await system.launchJobs(executionId);
        expect(jobs).toHaveLength(1);
        expectOneJobAServer(over, jobs);
        expectContiguousHistories(over);
        const error = { SourceServerId: failing, Message: 'Insufficient capacity', RecoveryJobId: jobs[0]?.jobId, WaveNumber: 1 };
        expect(over.Errors).toMatchObject([error]);
        const messages = system.system.emulator.emulator.messages.map(({ message }) => JSON.parse(message) as object);
        expect(messages).toMatchObject([{ Status: 'PARTIAL', ServerCount: 5, LaunchedCount: 2, Errors: [error] }]);
        expect(over.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
        expect(await system.recoveryInstances([db1, db2, failing])).toEqual([]);
      },
      { world: { Faults: [{ Server: failing, Phase: 'CONVERSION', Fault: 'FAIL', RawError: 'Insufficient capacity' }] } },
    ));
});
