import { describe, expect, it } from 'vitest';
import { groupedPlan, standardPlan, testServers } from '../plans/planFixtures.js';
import { defaultScenario } from '../scenario/validateScenario.js';
import { worldOf } from './worldOf.js';

describe('the world of a local run', () => {
  it('has every server that the plan or its groups list', () => {
    const all = Object.values(testServers).flat();
    const { plan, groups } = groupedPlan();
    expect(worldOf(defaultScenario(), standardPlan(), []).Servers).toEqual(all.map((SourceServerId) => ({ SourceServerId })));
    expect(worldOf(defaultScenario(), plan, groups).Servers).toEqual(all.map((SourceServerId) => ({ SourceServerId })));
  });

  it('is otherwise where the scenario says so, which may add servers', () => {
    const [first] = testServers.Database;
    const scenario = { ...defaultScenario(), Servers: [{ SourceServerId: first, Exists: false }, { SourceServerId: 's-0123456789abcdef0', Tags: { Tier: 'web' } }] };
    const servers = worldOf(scenario, standardPlan(), []).Servers ?? [];
    expect(servers).toHaveLength(7);
    expect(servers[0]).toEqual({ SourceServerId: first, Exists: false });
    expect(servers.at(-1)).toMatchObject({ Tags: { Tier: 'web' } });
  });

  it('is in the account that the plan targets', () => {
    const plan = { ...standardPlan(), TargetAccountId: '222222222222', AssumeRoleName: 'dr' };
    expect(worldOf(defaultScenario(), plan, [])).toMatchObject({ Account: '111111111111', TargetAccount: '222222222222', Region: 'us-east-1' });
  });
});
