import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionNames, type FunctionName } from '../../src/names.js';
import { drsDependentActions } from '../../src/permissions/drsDependentActions.js';
import { runtimeActions } from '../../src/permissions/runtimeStatements.js';
import { many, resource, resources, statements, synthesised, synthesisedTarget, type PolicyStatement } from '../stack/synthesised.js';
import { actionsOf } from './actionsOf.js';
import { bundleContent, type BundleContent } from './bundleContent.js';
import { issuedCalls, type IssuedCalls } from './issuedCalls.js';
import { programOf } from './reachableCode.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const isOwn = (file: string): boolean => file.startsWith(`${repository}/`) && !file.includes('/node_modules/');
const stack = synthesised();
const allowed = Object.fromEntries(functionNames.map((name) => [name, statements(resource(stack, 'aws_iam_role_policy', { name: `drs-orchestration-${name}-prod` })['policy'])])) as Record<FunctionName, PolicyStatement[]>;
const dependent = new Set<string>(Object.values(drsDependentActions).flat());
/** Statements by which DRS acts in the caller's name: none of ours. */
const isDependent = ({ Sid }: PolicyStatement): boolean => /^(Drs|TagOwnJobs|PassRoles)/.test(Sid);

let bundles: Record<FunctionName, BundleContent>;
let issued: Record<FunctionName, IssuedCalls>;

beforeAll(() => {
  const byName = <T>(make: (name: FunctionName) => T): Record<FunctionName, T> => Object.fromEntries(functionNames.map((name) => [name, make(name)])) as Record<FunctionName, T>;
  bundles = byName((name) => bundleContent(repository, name));
  const program: ts.Program = programOf(`${repository}/apps/orchestrator/tsconfig.json`, Object.values(bundles).map(({ entry }) => entry));
  issued = byName((name) => issuedCalls(program, bundles[name].entry, isOwn));
});

/** The place in our tables that an ARN names: `executions`, `executions/StatusIndex`. */
function place(arn: string): string {
  const [, thing, , index] = /table\/drs-orchestration-([\w-]+)-prod(\/index\/(\w+))?$/.exec(arn) ?? [];
  const table = { 'recovery-plans': 'plans', 'protection-groups': 'groups', 'execution-history': 'executions' }[thing ?? ''] ?? '?';
  return index === undefined ? table : `${table}/${index}`;
}

/** What a function's own code is allowed, in the words of `actionsOf`. */
function ownActions(name: FunctionName): string[] {
  const runtime = new Set<string>(runtimeActions);
  const own = allowed[name].filter((one) => !isDependent(one)).flatMap((one) =>
    many(one.Action).filter((action) => !runtime.has(action)).flatMap((action) => (action.startsWith('dynamodb:') ? many(one.Resource).map((arn) => `${action} ${place(arn)}`) : [action])));
  return [...new Set(own)].sort();
}

describe('what can be told of a bundle', () => {
  it.each(functionNames)('%s: the code that can run is in it, and so is each command that it issues', (name) => {
    const { files, commands } = bundles[name];
    const own = [...issued[name].files].filter((file) => !files.has(file));
    expect(own).toEqual([]);
    // The provider of temporary credentials brings its command along in a package of its own.
    expect([...issued[name].commands].filter((command) => !command.startsWith('@aws-sdk/credential-providers/') && !commands.has(command))).toEqual([]);
  });

  it.each(functionNames)('%s: only code that is there can call AWS, and nobody takes a client around the adapters', (name) => {
    const clients = new Set([...bundles[name].commands].map((command) => command.split('/').slice(0, 2).join('/')));
    // What the SDK itself carries: sign-in by SSO and web identity (no role needs a permission for those), DynamoDB under its document client.
    const carried = ['@aws-sdk/client-sso', '@aws-sdk/client-sso-oidc', '@aws-sdk/client-sts', '@aws-sdk/client-dynamodb', '@aws-sdk/nested-clients'];
    const issuing = new Set([...issued[name].commands].map((command) => command.split('/').slice(0, 2).join('/')));
    expect([...clients].filter((client) => !carried.includes(client) && !issuing.has(client))).toEqual([]);
  });
});

describe('a function’s policy [B9]', () => {
  it.each(functionNames)('%s: allows exactly what its bundle can call, where it calls it', (name) => {
    expect(ownActions(name)).toEqual(actionsOf(issued[name]));
  });

  it('would be found out, were the poller to launch or the finder to read whole items', () => {
    // The shared DRS adapter is in the poller's bundle; no path leads to its launches.
    expect([...bundles.poller.commands]).toContain('@aws-sdk/client-drs/StartRecoveryCommand');
    expect(actionsOf(issued.poller)).not.toContain('drs:StartRecovery');
    expect(actionsOf(issued.orchestrator)).toContain('drs:StartRecovery');
    expect(actionsOf(issued.finder)).toEqual(['dynamodb:Query executions/OpenIndex', 'dynamodb:Query executions/StatusIndex', 'lambda:InvokeFunction']);
  });

  it('lets the API look at DRS and EC2, and change nothing there', () => {
    const elsewhere = ownActions('api').filter((action) => /^(drs|ec2|sns|lambda):/.test(action));
    expect(elsewhere).not.toEqual([]);
    expect(elsewhere.filter((action) => !/^(drs|ec2):Describe/.test(action))).toEqual([]);
  });

  it('has the minima of seed 004', () => {
    const actions = (name: FunctionName): Set<string> => new Set(allowed[name].flatMap((one) => many(one.Action)));
    const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
    for (const action of ['dynamodb:Query', 'lambda:InvokeFunction', ...logs]) expect(actions('finder')).toContain(action);
    for (const action of ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'drs:DescribeJobs', ...logs]) expect(actions('poller')).toContain(action);
    for (const name of functionNames) expect(actions(name)).not.toContain('cloudwatch:PutMetricData');
  });

  it('lets only the orchestrator have what DRS does in its name: all that AWS documents, and no more', () => {
    const granted = new Set(allowed.orchestrator.filter(isDependent).flatMap((one) => many(one.Action)));
    const direct = new Set(actionsOf(issued.orchestrator));
    // DescribeSourceServers, which terminating depends on, the orchestrator calls itself.
    expect([...granted].sort()).toEqual([...dependent].filter((action) => !direct.has(action) || action.startsWith('ec2:')).sort());
    for (const name of ['finder', 'poller', 'api'] as const) expect(allowed[name].filter(isDependent)).toEqual([]);
  });

  it('gives a target account’s role the same, and no less', () => {
    const there = statements(resource(synthesisedTarget(), 'aws_iam_role_policy')['policy']);
    const inAccount = (all: readonly PolicyStatement[]): string => JSON.stringify(all.filter(isDependent)).replaceAll('222233334444', '111122223333');
    expect(inAccount(there)).toBe(inAccount(allowed.orchestrator));
    const direct = new Set(there.filter((one) => !isDependent(one)).flatMap((one) => many(one.Action)));
    const calls = (['orchestrator', 'poller', 'api'] as const).flatMap((name) => actionsOf(issued[name])).filter((action) => /^(drs|ec2):/.test(action));
    expect([...direct].sort()).toEqual([...new Set(calls)].sort());
  });

  it('lets nobody make DRS’s EC2 calls but DRS', () => {
    for (const one of allowed.orchestrator.filter(isDependent)) {
      if (many(one.Action).some((action) => action.startsWith('ec2:'))) expect(one.Condition?.['StringEquals']['aws:CalledViaLast'], one.Sid).toBe('drs.amazonaws.com');
    }
    const pass = allowed.orchestrator.filter((one) => many(one.Action).includes('iam:PassRole'));
    expect(pass.map((one) => one.Condition)).toEqual([{ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }]);
  });

  it('names everything only where AWS has no resource-level permission', () => {
    const all = [stack, synthesisedTarget()].flatMap((one) => resources(one, 'aws_iam_role_policy')).flatMap(({ policy }) => statements(policy));
    const unlimited = new Set(all.filter((one) => many(one.Resource).includes('*')).flatMap((one) => many(one.Action)));
    const withoutResources = /^(ec2:Describe\w+|drs:Describe(Jobs|RecoveryInstances|SourceServers)|xray:(Put|GetSampling)\w+|logs:\w+LogDelivery|logs:(ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups))$/;
    expect([...unlimited].filter((action) => !withoutResources.test(action))).toEqual([]);
    expect(all.flatMap((one) => many(one.Action)).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('enters the target accounts of the configuration and no other', () => {
    for (const name of ['orchestrator', 'poller', 'api'] as const) {
      const enter = allowed[name].filter((one) => many(one.Action).includes('sts:AssumeRole'));
      expect(enter.map((one) => one.Resource)).toEqual([['arn:aws:iam::222233334444:role/drs-target']]);
    }
  });

  it('fits into a role: 10,240 characters in all', () => {
    for (const name of functionNames) expect(JSON.stringify(allowed[name]).length, name).toBeLessThan(10_000);
  });
});
