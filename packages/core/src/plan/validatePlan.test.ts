import { describe, expect, it } from 'vitest';
import type { ProtectionGroup } from './plan.js';
import { validatePlan, type PlanContext } from './validatePlan.js';

const server = (n: number): string => `s-${String(n).padStart(17, '0')}`;
const servers = (count: number, from = 1): string[] => Array.from({ length: count }, (_, index) => server(from + index));
const wave = (WaveNumber: number, keys: object = {}): object => ({ WaveNumber, WaveName: `Wave ${WaveNumber}`, ServerIds: [server(WaveNumber)], ...keys });
const plan = (Waves: unknown, keys: object = {}): object => ({ PlanName: 'Test', Region: 'us-east-1', Waves, ...keys });
const group = (GroupId: string, keys: Partial<ProtectionGroup> = {}): ProtectionGroup => ({ GroupId, GroupName: GroupId, Region: 'us-east-1', ServerIds: [server(900)], ...keys });
const byGroup = (WaveNumber: number, ProtectionGroupId: string, keys: object = {}): object => ({ WaveNumber, WaveName: 'x', ProtectionGroupId, ...keys });

/** Path and message of each fault. */
const faultsOf = (input: unknown, context?: PlanContext): Record<string, string> =>
  Object.fromEntries((validatePlan(input, context).faults ?? []).map((fault) => [fault.path, fault.message]));
const pathsOf = (input: unknown, context?: PlanContext): string[] => Object.keys(faultsOf(input, context));

describe('a valid plan', () => {
  it('has every default filled in (design section 3)', () => {
    expect(validatePlan(plan([wave(1)]))).toEqual({
      plan: {
        PlanId: 'plan-test', PlanName: 'Test', Region: 'us-east-1', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true,
        Waves: [{
          WaveNumber: 1, WaveName: 'Wave 1', ServerIds: [server(1)], ExecutionType: 'PARALLEL', Dependencies: [], WaitTimeSeconds: 0, PauseBefore: false,
          ApprovalTimeoutSeconds: 86_400, HealthCheck: { Enabled: true, OnTimeout: 'FAIL' }, LaunchActions: 'REQUIRED', OnPartialFailure: 'STOP',
          TimeoutSeconds: 1_800, RecoverySnapshotId: 'LATEST',
        }],
      },
      groups: [],
      warnings: [],
    });
  });

  it.each([['Web shop', 'plan-web-shop'], ['  Ünï--Köde!  '.trim(), 'plan-uni-kode'], ['A'.repeat(100), `plan-${'a'.repeat(90)}`]])('named %s gets an id of its name', (PlanName, PlanId) => {
    expect(validatePlan(plan([wave(1)], { PlanName })).plan?.PlanId).toBe(PlanId);
  });

  it('whose name gives no id must bring one', () => {
    expect(pathsOf(plan([wave(1)], { PlanName: '数据库' }))).toEqual(['PlanId']);
    expect(validatePlan(plan([wave(1)], { PlanName: '数据库', PlanId: 'db' })).plan?.PlanId).toBe('db');
  });

  it('may name a wave it depends on as "Wave-1", and twice', () => {
    expect(validatePlan(plan([wave(1), wave(2, { Dependencies: ['Wave-1', 1] })])).plan?.Waves[1]?.Dependencies).toEqual([1]);
  });

  it('stays valid when validated again, as a stored plan is at the start', () => {
    const once = validatePlan(plan([wave(1), wave(2, { Dependencies: ['Wave-1'] })]));
    expect(validatePlan(once.plan)).toEqual(once);
  });
});

describe('dependencies', () => {
  it('on a wave that is not there are refused, naming those that are [R12.3]', () => {
    expect(faultsOf(plan([wave(1), wave(2, { Dependencies: [1, 7] })]))).toEqual({ 'Waves[1].Dependencies[1]': "there is no wave 7: the plan's waves are 1, 2" });
  });

  it('in a circle are refused, naming the circle [R12.3]', () => {
    const circle = [wave(1), wave(2, { Dependencies: [1, 4] }), wave(3, { Dependencies: [2] }), wave(4, { Dependencies: [3] })];
    expect(faultsOf(plan(circle, { WaveOrdering: 'DEPENDENCIES' }))).toEqual({ 'Waves[1].Dependencies[1]': expect.stringContaining('2 -> 4 -> 3 -> 2') });
  });

  it('of a wave on itself are refused in both orderings', () => {
    for (const WaveOrdering of ['SEQUENTIAL', 'DEPENDENCIES']) {
      expect(pathsOf(plan([wave(1, { Dependencies: [1] })], { WaveOrdering }))).toEqual(['Waves[0].Dependencies[0]']);
    }
  });

  it('against the order are refused in SEQUENTIAL ordering and fine in DEPENDENCIES [P1]', () => {
    const waves = [wave(1, { Dependencies: [2] }), wave(2)];
    expect(faultsOf(plan(waves))).toEqual({ 'Waves[0].Dependencies[0]': expect.stringContaining('WaveOrdering is SEQUENTIAL') });
    expect(pathsOf(plan(waves, { WaveOrdering: 'DEPENDENCIES' }))).toEqual([]);
  });

  it('are not judged while the number of a wave that may be meant is unsound', () => {
    expect(pathsOf(plan([wave(1, { WaveNumber: '1' }), wave(2, { Dependencies: [1] })]))).toEqual(['Waves[0].WaveNumber']);
  });
});

describe('servers', () => {
  it('in two waves are refused, naming both', () => {
    const twice = plan([wave(1), wave(2, { ServerIds: [server(2), server(1)] })]);
    expect(faultsOf(twice)).toEqual({ 'Waves[1].ServerIds[1]': expect.stringMatching(/in wave 2 \(Wave 2\), and already in wave 1 \(Wave 1\)/) });
  });

  it('in a wave and in the group of another are refused, naming both', () => {
    const groups = [group('pg-a', { ServerIds: [server(1), server(5)] })];
    expect(faultsOf(plan([wave(1), byGroup(2, 'pg-a')]), { groups })).toEqual({ 'Waves[1].ProtectionGroupId': expect.stringContaining(`${server(1)} already in wave 1`) });
    expect(faultsOf(plan([byGroup(1, 'pg-a'), wave(2, { ServerIds: [server(5)] })]), { groups })).toEqual({
      'Waves[1].ServerIds[0]': expect.stringContaining('wave 1 (x) by way of group pg-a'),
    });
  });

  it('of one group in two waves are refused, also where tags will tell them', () => {
    const groups = [group('pg-a'), { GroupId: 'pg-t', GroupName: 'T', Region: 'us-east-1', Tags: { Tier: 'web' } }];
    expect(pathsOf(plan([byGroup(1, 'pg-a'), byGroup(2, 'pg-a'), byGroup(3, 'pg-t'), byGroup(4, 'pg-t')]), { groups })).toEqual([
      'Waves[1].ProtectionGroupId', 'Waves[3].ProtectionGroupId',
    ]);
  });

  it.each([
    ['none at all', { ServerIds: undefined }, 'Waves[0]'],
    ['an empty list', { ServerIds: [] }, 'Waves[0].ServerIds'],
    ['both servers and a group', { ProtectionGroupId: 'pg-a' }, 'Waves[0].ProtectionGroupId'],
    ['301 of them', { ServerIds: servers(301) }, 'Waves[0].ServerIds'],
    ['an id that is none [R12.3]', { ServerIds: ['i-0123456789abcdef0'] }, 'Waves[0].ServerIds[0]'],
  ])('of a wave must be there, and once: %s', (_title, keys, path) => {
    const { ServerIds, ...rest } = { ...(wave(1) as { ServerIds?: string[] }), ...keys };
    const only = ServerIds === undefined ? rest : { ...rest, ServerIds };
    expect(pathsOf(plan([only]), { groups: [group('pg-a')] })).toEqual([path]);
  });

  it.each([
    ['too short', [1], '2, 3 are missing'],
    ['with one twice', [1, 2, 2], '3 is missing; 2 is there twice'],
    ['beyond the last', [1, 2, 4], '3 is missing; 4 is beyond the last'],
  ])('have an order that names each once, not %s', (_title, ExecutionOrder, said) => {
    const keys = { ServerIds: servers(3), ExecutionType: 'SEQUENTIAL', ExecutionOrder };
    expect(faultsOf(plan([wave(1, keys)]))).toEqual({ 'Waves[0].ExecutionOrder': expect.stringContaining(said) });
    expect(pathsOf(plan([byGroup(1, 'pg-a', { ExecutionOrder })]), { groups: [group('pg-a', { ServerIds: servers(3) })] })).toEqual(['Waves[0].ExecutionOrder']);
  });

  it('cannot be put in order where tags tell them', () => {
    const ProtectionGroups = [{ GroupId: 'pg-t', GroupName: 'T', Region: 'us-east-1', Tags: { Tier: 'web' } }];
    expect(pathsOf(plan([byGroup(1, 'pg-t', { ExecutionOrder: [1] })], { ProtectionGroups }))).toEqual(['Waves[0].ExecutionOrder']);
  });
});

describe('protection groups', () => {
  it('that are missing are refused, with the name that was probably meant [R12.3]', () => {
    expect(faultsOf(plan([byGroup(1, 'pg-databse')]), { groups: [group('pg-database')] })).toEqual({
      'Waves[0].ProtectionGroupId': 'there is no protection group pg-databse: did you mean pg-database?',
    });
  });

  it('may be carried by the plan, be stored, or be unknown here', () => {
    expect(validatePlan(plan([byGroup(1, 'pg-a')], { ProtectionGroups: [group('pg-a')] })).groups).toEqual([group('pg-a')]);
    expect(pathsOf(plan([byGroup(1, 'pg-a')]), { groups: [group('pg-a')] })).toEqual([]);
    expect(pathsOf(plan([byGroup(1, 'pg-a')]), { groups: 'UNKNOWN' })).toEqual([]);
    expect(pathsOf(plan([byGroup(1, 'pg-a')]))).toEqual(['Waves[0].ProtectionGroupId']);
  });

  it('of another Region than the plan are refused', () => {
    const far = group('pg-a', { Region: 'eu-central-1' });
    expect(pathsOf(plan([byGroup(1, 'pg-a')], { ProtectionGroups: [far] }))).toEqual(['ProtectionGroups[0].Region']);
    expect(pathsOf(plan([byGroup(1, 'pg-a')]), { groups: [far] })).toEqual(['Waves[0].ProtectionGroupId']);
  });

  it('have either servers or tags, each server once, and an id of their own', () => {
    const bare = { GroupName: 'x', Region: 'us-east-1' };
    const ProtectionGroups = [
      { ...bare, GroupId: 'pg-a' },
      { ...bare, GroupId: 'pg-b', ServerIds: [server(5)], Tags: { a: 'b' } },
      { ...bare, GroupId: 'pg-c', ServerIds: [server(6), server(6)] },
      { ...bare, GroupId: 'pg-c', Tags: {} },
    ];
    expect(pathsOf(plan([wave(1)], { ProtectionGroups }))).toEqual([
      'ProtectionGroups[0]', 'ProtectionGroups[1].Tags', 'ProtectionGroups[2].ServerIds[1]', 'ProtectionGroups[3].GroupId', 'ProtectionGroups[3].Tags',
    ]);
  });

  it('of more than 300 servers are too large for a wave', () => {
    expect(faultsOf(plan([byGroup(1, 'pg-a')]), { groups: [group('pg-a', { ServerIds: servers(301) })] })).toEqual({
      'Waves[0].ProtectionGroupId': expect.stringContaining('301 servers'),
    });
  });
});

describe('limits', () => {
  it('are 40 waves', () => {
    const waves = (count: number): object[] => Array.from({ length: count }, (_, index) => wave(index + 1));
    expect(pathsOf(plan(waves(40)))).toEqual([]);
    expect(faultsOf(plan(waves(41)))).toEqual({ Waves: 'must have at most 40 entries, but it has 41' });
  });

  it('are the history events that Step Functions keeps, and the refusal gives the figure', () => {
    const sequential = (count: number): object => plan([wave(1, { ServerIds: servers(count), ExecutionType: 'SEQUENTIAL' })]);
    expect(pathsOf(sequential(80))).toEqual([]);
    expect(faultsOf(sequential(100))).toEqual({ Waves: expect.stringMatching(/could cost 2\d,\d{3} history events in Step Functions, which keeps 25,000/) });
  });

  it.each([
    ['a week of approval', { ApprovalTimeoutSeconds: 604_801 }, 'ApprovalTimeoutSeconds'],
    ['no time to launch', { TimeoutSeconds: 0 }, 'TimeoutSeconds'],
    ['a negative wait', { WaitTimeSeconds: -1 }, 'WaitTimeSeconds'],
    ['half a second', { WaitTimeSeconds: 0.5 }, 'WaitTimeSeconds'],
    ['a wave number of 1000', { WaveNumber: 1000 }, 'WaveNumber'],
    ['a snapshot that is none', { RecoverySnapshotId: 'snap-1' }, 'RecoverySnapshotId'],
  ])('of single values are kept: %s', (_title, keys, key) => {
    expect(pathsOf(plan([wave(1, keys)]))).toEqual([`Waves[0].${key}`]);
  });
});

describe('the target account', () => {
  const foreign = plan([wave(1)], { TargetAccountId: '222222222222' });

  it('without a role is a warning as long as nobody knows the own account', () => {
    expect(validatePlan(foreign).warnings?.map((warning) => warning.path)).toEqual(['AssumeRoleName']);
  });

  it('other than the own needs a role [R6.1]', () => {
    expect(faultsOf(foreign, { ownAccountId: '111111111111' })).toEqual({ AssumeRoleName: expect.stringContaining('222222222222') });
    expect(validatePlan(foreign, { ownAccountId: '222222222222' }).warnings).toEqual([]);
  });
});

describe('all faults', () => {
  it('come at once, those between waves together with those of single values', () => {
    const input = plan(
      [
        wave(1, { Dependencies: [9], WaitTimeSeconds: '60' }),
        wave(2, { ServerIds: [server(1), 'nonsense'], Colour: 'red' }),
        wave(2, { ProtectionGroupId: 'pg-a' }),
      ],
      { Region: 'mars', regionn: 'x' },
    );
    expect(pathsOf(input)).toEqual([
      'Region', 'Waves[0].Dependencies[0]', 'Waves[0].WaitTimeSeconds', 'Waves[1].Colour', 'Waves[1].ServerIds[0]', 'Waves[1].ServerIds[1]',
      'Waves[2].ProtectionGroupId', 'Waves[2].WaveNumber', 'regionn',
    ]);
  });

  it('tell what to write instead', () => {
    expect(faultsOf(plan([wave(1, { PauseBefore: 'yes', TimeoutSeconds: '1800', ExecutionType: 'PARALEL', Dependencis: [] })], { TargetAccountId: 222222222222 }))).toEqual({
      TargetAccountId: 'must be a text, but is the number 222222222222: put it in quotes',
      'Waves[0].Dependencis': 'is not a known key: did you mean Dependencies?',
      'Waves[0].ExecutionType': 'must be one of PARALLEL, SEQUENTIAL, but is the text "PARALEL": did you mean PARALLEL?',
      'Waves[0].PauseBefore': 'must be true or false, but is the text "yes": write true',
      'Waves[0].TimeoutSeconds': 'must be a number, but is the text "1800": write it without quotes',
    });
  });

  it.each([[null], [undefined], ['a text'], [[]], [7]])('are found in what is no plan at all: %j', (input) => {
    expect(pathsOf(input)).toEqual(['']);
  });
});
