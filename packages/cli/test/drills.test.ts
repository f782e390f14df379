import { aPlan, groupedPlan, serverId, serverIds, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../src/exitStatus.js';
import { drill, launchJobs, ofType, quick } from './support/drill.js';

const [db1, db2] = testServers.Database;
const [app1, app2] = testServers.Application;
const [web1, web2] = testServers.Web;

const waveOf = <W extends { readonly WaveNumber: number }>(waves: readonly W[], number: number): W => {
  const wave = waves.find((candidate) => candidate.WaveNumber === number);
  if (wave === undefined) throw new Error(`there is no wave ${number}`);
  return wave;
};

describe('the three-tier drill', () => {
  const tiers = aPlan({ PlanName: 'Three tiers' })
    .withWave({ WaveName: 'Database', ServerIds: [db1, db2], WaitTimeSeconds: 60 })
    .withWave({ WaveName: 'Application', ServerIds: [app1, app2] })
    .withWave({ WaveName: 'Web', ServerIds: [web1, web2] });

  it('completes in order, is told by a message, and leaves no instance [R1.1] [R1.3] [R5.3] [R8.1] [R10.3] [P1]', async () => {
    const run = await drill(tiers);
    expect(run.result).toMatchObject({ Type: 'Result', Status: 'COMPLETED', ServerCount: 6, LaunchedCount: 6 });
    expect(exitStatusOf(run.view.Status)).toBe(0);
    const [database, application, web] = [1, 2, 3].map((number) => waveOf(run.view.Waves, number));
    expect(application?.StartTime).toBeGreaterThanOrEqual((database?.EndTime ?? 0) + 60);
    expect(web?.StartTime).toBeGreaterThanOrEqual(application?.EndTime ?? Infinity);
    expect(run.view.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 6, Remaining: [] });
    expect(run.system.emulator.emulator.recoveryInstances()).toEqual([]);
    expect(ofType(run.events, 'MessagePublished').map((event) => event.Subject)).toEqual(['DRILL Three tiers: COMPLETED']);
    expect(launchJobs(run)).toHaveLength(3);
  });

  it('tells each event once, and a wave\'s start before its end', async () => {
    const { events } = await drill(tiers);
    expect(events[0]?.Type).toBe('ExecutionStarted');
    expect(ofType(events, 'WaveStarted').map((event) => event.WaveNumber)).toEqual([1, 2, 3]);
    expect(ofType(events, 'WaveEnded').map((event) => [event.WaveNumber, event.Status])).toEqual([[1, 'COMPLETED'], [2, 'COMPLETED'], [3, 'COMPLETED']]);
    expect(ofType(events, 'ServerStatusChanged').filter((event) => event.Status === 'LAUNCHED')).toHaveLength(6);
    expect(ofType(events, 'ExecutionEnded')).toHaveLength(1);
    expect(ofType(events, 'CleanUpEnded')).toMatchObject([{ Status: 'COMPLETED', TerminatedCount: 6 }]);
    expect(ofType(events, 'Warning')).toEqual([]);
  });

  it('takes its servers from protection groups [R12.1]', async () => {
    const { plan, groups } = groupedPlan();
    const builder = groups.reduce((built, group) => built.withGroup(group), aPlan({ PlanName: 'By groups' }));
    const run = await drill(plan.Waves.reduce((built, { WaveName, ProtectionGroupId }) => built.withWave({ WaveName, ...(ProtectionGroupId === undefined ? {} : { ProtectionGroupId }) }), builder));
    expect(run.result).toMatchObject({ Status: 'COMPLETED', ServerCount: 6 });
  });
});

describe('a diamond', () => {
  it('overlaps the waves that only share a parent, and starts the last when the slower has ended [R1.2] [P2]', async () => {
    const run = await drill(
      aPlan({ WaveOrdering: 'DEPENDENCIES' })
        .withWave({ ServerIds: [db1] })
        .withWave({ ServerIds: [app1], Dependencies: [1] })
        .withWave({ ServerIds: [app2], Dependencies: [1] })
        .withWave({ ServerIds: [web1], Dependencies: [2, 3] }),
    );
    const [, two, three, four] = [1, 2, 3, 4].map((number) => waveOf(run.view.Waves, number));
    expect(run.view.Status).toBe('COMPLETED');
    expect(two?.StartTime).toBeLessThan(three?.EndTime ?? 0);
    expect(three?.StartTime).toBeLessThan(two?.EndTime ?? 0);
    const slower = Math.max(two?.EndTime ?? 0, three?.EndTime ?? 0);
    expect(four?.StartTime).toBeGreaterThanOrEqual(slower);
    expect(four?.StartTime).toBeLessThanOrEqual(slower + 60);
  });
});

describe('a server that fails', () => {
  const failing = `${quick}Faults:\n  - { Server: ${app2}, Phase: CONVERSION, Fault: FAIL, RawError: Insufficient capacity }\n`;

  it('in a parallel wave lets the others finish: PARTIAL, exit status 10, its dependents SKIPPED [R4.1] [R4.2] [R5.4] [P12]', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: [app1, app2] }).withWave({ ServerIds: [web1] }), { scenario: failing });
    expect(exitStatusOf(run.view.Status)).toBe(10);
    expect(run.view.Waves.map((wave) => wave.Status)).toEqual(['PARTIAL', 'SKIPPED']);
    expect(waveOf(run.result.Waves, 1).Servers).toMatchObject([{ SourceServerId: app1, Status: 'TERMINATED' }, { SourceServerId: app2, Status: 'FAILED', Error: 'Insufficient capacity' }]);
    expect(waveOf(run.result.Waves, 2).Servers).toMatchObject([{ Status: 'SKIPPED' }]);
    expect(ofType(run.events, 'WaveEnded').at(-1)).toMatchObject({ WaveNumber: 2, Status: 'SKIPPED', Because: 'wave 1 (Wave 1) is PARTIAL' });
    const message = ofType(run.events, 'MessagePublished')[0]?.Message;
    expect(message).toMatchObject({ Status: 'PARTIAL', Errors: [{ SourceServerId: app2, Message: 'Insufficient capacity' }] });
  });

  it('in a sequential wave stops the rest of that wave [R1.5] [R4.1]', async () => {
    const run = await drill(aPlan().withWave({ ExecutionType: 'SEQUENTIAL', ServerIds: [web1, app2, app1], ExecutionOrder: [3, 2, 1] }), { scenario: failing });
    expect(run.view.Waves[0]?.Servers.map((server) => [server.SourceServerId, server.Status])).toEqual([[web1, 'SKIPPED'], [app2, 'FAILED'], [app1, 'TERMINATED']]);
    expect(launchJobs(run)).toHaveLength(2);
  });
});

describe('what only DRS can tell', () => {
  it('is a server that runs for real: FAILED before anything launches, naming its instance', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: [db1, db2] }), { scenario: `${quick}Servers:\n  - { SourceServerId: ${db2}, RecoveryInstance: { IsDrill: false } }\n` });
    expect(exitStatusOf(run.view.Status)).toBe(11);
    expect(run.result.Errors).toMatchObject([{ Code: 'ServerRunning', SourceServerId: db2 }]);
    const [instance] = run.system.emulator.emulator.recoveryInstances();
    expect(run.result.Errors[0]?.Message).toContain(instance?.id);
    expect(launchJobs(run)).toEqual([]);
  });

  it('is a server it does not know, and one that is not replicating: FAILED, naming both and the state [R2.5]', async () => {
    const scenario = `${quick}Servers:\n  - { SourceServerId: ${db1}, Exists: false }\n  - { SourceServerId: ${db2}, ReplicationState: DISCONNECTED }\n`;
    const run = await drill(aPlan().withWave({ ServerIds: [db1, db2] }), { scenario });
    expect(exitStatusOf(run.view.Status)).toBe(11);
    expect(run.result.Errors.map((error) => error.Code)).toEqual(['ServerUnknown', 'ServerNotReplicating']);
    expect(run.result.Errors[0]?.Message).toContain(db1);
    expect(run.result.Errors[1]?.Message).toContain('DISCONNECTED');
    expect(launchJobs(run)).toEqual([]);
  });
});

describe('DRS\'s quotas', () => {
  it('make 45 servers wait for a slot while 18 jobs of others run, then launch, each once [P28]', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: serverIds(45) }), { scenario: `${quick}OtherJobs:\n  - { Count: 18, EndsAfterSeconds: 600 }\n` });
    expect(run.view.Status).toBe('COMPLETED');
    expect(ofType(run.events, 'WaveWaitingForSlot')).toHaveLength(1);
    const launched = launchJobs(run).flat();
    expect(launched).toHaveLength(45);
    expect(new Set(launched).size).toBe(45);
    expect(Math.min(...(run.view.Waves[0]?.Servers.map((server) => server.LaunchTime ?? 0) ?? []))).toBeGreaterThanOrEqual(run.view.StartTime + 600);
  });

  it('put 150 servers of one wave into two jobs', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: serverIds(150) }));
    expect(run.result).toMatchObject({ Status: 'COMPLETED', LaunchedCount: 150 });
    expect(launchJobs(run).map((servers) => servers.length).sort()).toEqual([100, 50].sort());
  });
});

describe('a launch whose answer is lost', () => {
  it('is found again by its tag: one job only [R9.3]', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: [serverId(1)] }), { scenario: `${quick}Faults:\n  - { Service: drs, Operation: StartRecovery, Attempt: 1, Fault: LOSE_ANSWER }\n` });
    expect(run.view.Status).toBe('COMPLETED');
    expect(launchJobs(run)).toEqual([[serverId(1)]]);
    expect(ofType(run.events, 'Warning').map((event) => event.Message).join()).toContain('unanswered');
  });
});

describe('a recovery', () => {
  it('waits for launch actions and keeps what it launched', async () => {
    const run = await drill(aPlan().withWave({ ServerIds: [db1] }), { executionType: 'RECOVERY' });
    expect(run.view.Status).toBe('COMPLETED');
    expect(run.view.Waves[0]?.Servers[0]?.PostLaunchActionsStatus).toBe('SUCCEEDED');
    expect(run.system.emulator.emulator.recoveryInstances()).toHaveLength(1);
    expect(ofType(run.events, 'CleanUpStarted')).toEqual([]);
  });
});
