import { describe, expect, it } from 'vitest';
import { completeScenario } from '../../test/completeScenario.js';
import { standardPlan, groupedPlan } from '../plans/planFixtures.js';
import { parseScenarioFile, type ScenarioFileReading } from './scenarioFile.js';
import { defaultScenario } from './validateScenario.js';
import { worldFor, type ScenarioPlan } from './worldFor.js';

const read = (text: string, against?: ScenarioPlan): ScenarioFileReading => parseScenarioFile(text, 'world.yaml', against);
const reportOf = (text: string, against?: ScenarioPlan): string => {
  const reading = read(text, against);
  return 'report' in reading ? reading.report : 'valid';
};

describe('a scenario file', () => {
  it('may be empty or only comments: the world is then as measured, and whole', () => {
    for (const text of ['', '# nothing special\n', '{}']) expect(read(text)).toEqual({ scenario: defaultScenario() });
    expect(defaultScenario()).toEqual({
      Seed: 42, Profile: 'measured', Account: '111111111111', Initialized: true, Quotas: { ConcurrentJobs: 20, ServersPerJob: 100, ServersInJobs: 500 },
      Servers: [], OtherJobs: [], Faults: [], Approvals: [],
    });
  });

  it('is read with every key there is, servers with their defaults', () => {
    const { scenario } = read(completeScenario);
    expect(scenario).toMatchObject({ Seed: 7, Profile: { JobPending: 2 }, Account: '333333333333', Initialized: false, OtherJobs: [{ Count: 18, EndsAfterSeconds: 600 }, { Count: 1 }] });
    expect(scenario?.Servers[1]).toEqual({ SourceServerId: 's-0123456789abcdef0', ReplicationState: 'CONTINUOUS', LagSeconds: 0, Tags: {}, Exists: false });
    expect(scenario?.Faults).toHaveLength(5);
    expect(scenario?.Approvals[0]).toEqual({ WaveNumber: 2, AfterSeconds: 30, Decision: 'APPROVE', By: 'dr-lead', Reason: 'smoke test green' });
  });

  it('may give only some phases of a profile, or some quotas', () => {
    expect(read('Profile: { JobPending: 5 }').scenario?.Profile).toEqual({ JobPending: 5, JobStarted: 20, Launching: 356, LaunchActions: 600, SpreadPercent: 15 });
    expect(read('Quotas: { ConcurrentJobs: 2 }').scenario?.Quotas).toEqual({ ConcurrentJobs: 2, ServersPerJob: 100, ServersInJobs: 500 });
  });
});

describe('the faults of a scenario file', () => {
  it('have path and line, and say what was probably meant', () => {
    expect(reportOf('Profile: measurd\nSeed: "1"\nServer: []\nServers:\n  - SourceServerId: s-1\n    ReplicationState: CONTINOUS\n')).toBe(
      [
        'world.yaml:1:  Profile: must be one of measured, recorded, but is the text "measurd": did you mean measured?',
        'world.yaml:2:  Seed: must be a number, but is the text "1": write it without quotes',
        'world.yaml:3:  Server: is not a known key: did you mean Servers?',
        'world.yaml:5:  Servers[0].SourceServerId: must be a DRS source server id, "s-" and 17 lower-case letters or digits, but is the text "s-1"',
        'world.yaml:6:  Servers[0].ReplicationState: must be one of STOPPED, INITIATING, INITIAL_SYNC, BACKLOG, CREATING_SNAPSHOT, CONTINUOUS, PAUSED, RESCAN, STALLED, DISCONNECTED, but is the text "CONTINOUS": did you mean CONTINUOUS?',
      ].join('\n'),
    );
  });

  it.each([
    ['a service fault with a word misspelt', '{ Service: drs, Operaton: DescribeJobs, Attempt: 1, Fault: THROTLE }', [
      'Faults[0].Fault: must be one of LOSE_ANSWER, THROTTLE, INTERNAL_ERROR, CUT_CONNECTION, TIMEOUT, CONFLICT, QUOTA, DROP_FIELDS, but is the text "THROTLE": did you mean THROTTLE?',
      'Faults[0].Operation: is missing: the operation, e.g. StartRecovery; * for all of the service',
      'Faults[0].Operaton: is not a known key: did you mean Operation?',
    ]],
    ['a fault of a server in no phase there is', '{ Server: s-3c63bb8be30d7d071, Phase: LAUNCHING, Fault: FAIL }', [
      'Faults[0].Phase: must be one of SNAPSHOT, CONVERSION, LAUNCH, LAUNCH_ACTIONS, BOOT, TERMINATION, but is the text "LAUNCHING": did you mean LAUNCH?',
    ]],
    ['a schedule off for no time', '{ Schedule: finder, Fault: OFF }', [
      "Faults[0].FromSecond: is missing: seconds since the drill's start",
      "Faults[0].ToSecond: is missing: seconds since the drill's start",
    ]],
    ['an operation nobody calls', '{ Service: drs, Operation: StartRecovry, Attempt: 1, Fault: THROTTLE }', ['Faults[0].Operation: a drill never calls StartRecovry of drs: did you mean StartRecovery?']],
    ['fields of what drops none', '{ Service: drs, Operation: DescribeJobs, Fields: [jobID], Fault: TIMEOUT }', ['Faults[0].Fields: belongs to Fault: DROP_FIELDS, not to TIMEOUT: remove it']],
    ['two times', '{ Service: sns, Operation: Publish, Attempt: 1, FromSecond: 1, ToSecond: 2, Fault: TIMEOUT }', [
      'Faults[0].Attempt: a fault strikes at one Attempt or in a time (FromSecond, ToSecond): remove one of them',
    ]],
    ['a time that ends before it begins', '{ Schedule: finder, FromSecond: 60, ToSecond: 30, Fault: OFF }', ['Faults[0].ToSecond: must be later than FromSecond (60), but is 30']],
    ['a reason for what does not fail', '{ Server: s-3c63bb8be30d7d071, Fault: STALL, RawError: x }', ['Faults[0].RawError: belongs to Fault: FAIL, not to STALL: remove it']],
  ])('of its faults are those of the kind that was meant: %s', (_title, fault, reports) => {
    expect(reportOf(`Faults:\n  - ${fault}\n`)).toBe(reports.map((report) => `world.yaml:2:  ${report}`).join('\n'));
  });

  it('are a server or an answer given twice', () => {
    const twice = 'Servers:\n  - SourceServerId: s-3d75cdc0d9a28a725\n  - SourceServerId: s-3d75cdc0d9a28a725\nApprovals:\n  - { WaveNumber: 1, Decision: APPROVE }\n  - { WaveNumber: 1, Decision: REJECT }\n';
    expect(read(twice).faults?.map(({ path, line }) => [path, line])).toEqual([['Servers[1].SourceServerId', 3], ['Approvals[1].WaveNumber', 6]]);
  });
});

describe('a scenario for a plan', () => {
  const against = { plan: standardPlan(), groups: [] };
  const text = 'Approvals:\n  - { WaveNumber: 9, Decision: APPROVE }\nFaults:\n  - { Server: s-0123456789abcdef0, Fault: STALL }\n  - { Server: s-3c63bb8be30d7d071, Fault: STALL }\n';

  it('must not answer for a wave that the plan lacks, nor fail a server that nobody knows', () => {
    expect(reportOf(text, against)).toBe(
      [
        'world.yaml:2:  Approvals[0].WaveNumber: the plan has no wave 9: its waves are 1, 2, 3',
        "world.yaml:4:  Faults[0].Server: neither the plan nor this scenario's Servers has s-0123456789abcdef0",
      ].join('\n'),
    );
  });

  it('knows the servers of the plan\'s groups, and its own', () => {
    const own = 'Servers:\n  - SourceServerId: s-0123456789abcdef0\nFaults:\n  - { Server: s-0123456789abcdef0, Fault: STALL }\n  - { Server: s-3c63bb8be30d7d071, Fault: STALL }\n';
    expect(reportOf(own, groupedPlan())).toBe('valid');
  });

  it('is judged by itself where there is no plan', () => {
    expect(reportOf(text)).toBe('valid');
  });
});

describe('the world of a drill', () => {
  const worldOf = (text: string): ReturnType<typeof worldFor> => {
    const { scenario } = read(text);
    if (scenario === undefined) throw new Error(reportOf(text));
    return worldFor(scenario, groupedPlan());
  };

  it('has every server of the plan and its groups, and the scenario\'s own', () => {
    const servers = worldOf('Servers:\n  - { SourceServerId: s-0123456789abcdef0 }\n').Servers ?? [];
    expect(servers.map((server) => server.SourceServerId).sort()).toEqual([...standardPlan().Waves.flatMap((wave) => wave.ServerIds ?? []), 's-0123456789abcdef0'].sort());
  });

  it('has a server of the plan as the scenario says it is, once', () => {
    const servers = worldOf('Servers:\n  - { SourceServerId: s-3d75cdc0d9a28a725, Exists: false }\n').Servers ?? [];
    expect(servers.filter((server) => server.SourceServerId === 's-3d75cdc0d9a28a725')).toEqual([expect.objectContaining({ Exists: false })]);
    expect(servers).toHaveLength(6);
  });

  it('is in the plan\'s Region and target account, and knows nothing of approvals', () => {
    const plan = { ...standardPlan(), TargetAccountId: '222222222222' };
    const world = worldFor(defaultScenario(), { plan, groups: [] });
    expect(world).toMatchObject({ Region: 'us-east-1', Account: '111111111111', TargetAccount: '222222222222' });
    expect(world).not.toHaveProperty('Approvals');
  });
});
