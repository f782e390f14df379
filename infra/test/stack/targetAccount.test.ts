import { describe, expect, it } from 'vitest';
import { drsDependentActions } from '../../src/permissions/drsDependentActions.js';
import { many, resource, statements, synthesised, synthesisedTarget } from './synthesised.js';

const target = synthesisedTarget();
const role = resource(target, 'aws_iam_role');
const allowed = statements(resource(target, 'aws_iam_role_policy')['policy']);

describe('a target account’s role', () => {
  it('is deployed by itself, with credentials of that account', () => {
    expect(target.provider['aws'][0].allowed_account_ids).toEqual(['222233334444']);
    expect(Object.keys(target.resource).sort()).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
  });

  it('is entered by the roles of orchestrator, poller and api alone, with the external id [R6.1]', () => {
    const [trust] = statements(role['assume_role_policy']);
    expect(trust).toMatchObject({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } });
    const system = synthesised();
    const names = ['orchestrator', 'poller', 'api'].map((name) => String(resource(system, 'aws_iam_role', { name: `drs-orchestration-${name}-role-prod` })['name']));
    expect(trust!.Condition).toEqual({
      StringEquals: { 'sts:ExternalId': 'shared-id' },
      ArnEquals: { 'aws:PrincipalArn': names.map((name) => `arn:aws:iam::111122223333:role/${name}`) },
    });
  });

  it('may use DRS, look at EC2, and let DRS do what it does in the role’s name; nothing else', () => {
    const documented = new Set<string>(Object.values(drsDependentActions).flat());
    const direct = new Set(allowed.flatMap((one) => many(one.Action)).filter((action) => !documented.has(action)));
    expect([...direct].sort()).toEqual(['drs:DescribeJobLogItems', 'drs:DescribeJobs', 'drs:DescribeRecoveryInstances', 'drs:StartRecovery', 'drs:TerminateRecoveryInstances']);
  });

  it('reaches nothing in the account the system runs in', () => {
    expect(JSON.stringify(allowed)).not.toContain('111122223333');
  });
});
