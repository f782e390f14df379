import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tables } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { describedRoutes } from '../../src/constructs/httpApi.js';
import { definitionFile } from '../../src/constructs/stateMachine.js';
import { functionNames } from '../../src/names.js';
import { many, resource, resources, statements, synthesised, type Json } from './synthesised.js';

const stack = synthesised();
const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:111122223333:${rest}`;

describe('the generated stack', () => {
  it('is the same each time, so a plan shows only real changes', () => {
    expect(synthesised()).toEqual(stack);
  });

  it('names nothing of the machine it was generated on', () => {
    expect(JSON.stringify(stack)).not.toContain(process.cwd());
  });

  it('refuses credentials of another account', () => {
    expect(stack.provider['aws'][0]).toMatchObject({ region: 'us-east-1', allowed_account_ids: ['111122223333'] });
  });

  it('keeps its state where generating anew does not delete it, or in the bucket it is given', () => {
    expect(stack.terraform['backend'].local.path).toBe('../../../terraform.tfstate.drs');
    expect(synthesised('StateBucket: states').terraform['backend'].s3).toMatchObject({ bucket: 'states', key: 'drs/terraform.tfstate', encrypt: true, use_lockfile: true });
  });

  it('names everything <project>-<thing>-<environment>', () => {
    const named = ['aws_dynamodb_table', 'aws_sqs_queue', 'aws_iam_role', 'aws_sfn_state_machine', 'aws_sns_topic', 'aws_scheduler_schedule', 'aws_cloudwatch_event_rule', 'aws_apigatewayv2_api'];
    const names = [
      ...named.flatMap((type) => resources(stack, type).map((one) => String(one['name']))),
      ...resources(stack, 'aws_lambda_function').map((one) => String(one['function_name'])),
      ...resources(stack, 'aws_cloudwatch_metric_alarm').map((one) => String(one['alarm_name'])),
    ];
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !/^drs-orchestration-[a-z-]+-prod$/.test(name))).toEqual([]);
  });

  it('fits AWS’s limits on names with the longest project and environment', () => {
    const longest = JSON.stringify(synthesised(`Project: ${'p'.repeat(24)}`));
    const names = [...longest.matchAll(/"(?:name|function_name)":"(p{24}-[^"]*)-prod"/g)].map((match) => `${match[1]}-${'e'.repeat(12)}`);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => name.length > 64)).toEqual([]);
  });

  it('tells drsctl where everything is', () => {
    expect(Object.keys(stack.output).sort()).toEqual(['account_id', 'api_url', 'executions_table', 'groups_table', 'plans_table', 'region', 'state_machine_arn', 'topic_arn']);
    expect(stack.output['executions_table']!['value']).toBe('drs-orchestration-execution-history-prod');
    expect(stack.output['state_machine_arn']!['value']).toBe(arn('states', 'stateMachine:drs-orchestration-recovery-prod'));
  });
});

describe('the tables', () => {
  it.each(tables.map((table) => table.thing))('%s is billed by use, recoverable, encrypted and protected', (thing) => {
    expect(resource(stack, 'aws_dynamodb_table', { name: `drs-orchestration-${thing}-prod` })).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true },
      deletion_protection_enabled: true,
    });
  });

  it.each(tables)('$thing has the keys and indexes that core defines', ({ thing, key, indexes }) => {
    const table = resource(stack, 'aws_dynamodb_table', { name: `drs-orchestration-${thing}-prod` });
    expect([table['hash_key'], table['range_key']]).toEqual([key.partition.name, key.sort?.name]);
    const deployed = (table['global_secondary_index'] ?? []).map((one: Json) => [one.name, one.hash_key, one.range_key, one.projection_type, one.non_key_attributes]);
    expect(deployed).toEqual(
      indexes.map((index) => [index.name, index.key.partition.name, index.key.sort?.name, index.projects === 'ALL' ? 'ALL' : 'INCLUDE', index.projects === 'ALL' ? undefined : index.projects]),
    );
    const declared = table['attribute'].map((one: Json) => one.name);
    const needed = new Set([key, ...indexes.map((index) => index.key)].flatMap(({ partition, sort }) => [partition.name, ...(sort === undefined ? [] : [sort.name])]));
    expect([...declared].sort()).toEqual([...needed].sort());
  });

  it('can be destroyed in a test environment', () => {
    const test = synthesised('Disposable: true');
    expect(resources(test, 'aws_dynamodb_table').map((table) => table['deletion_protection_enabled'])).toEqual([false, false, false]);
  });

  it('lose old history when a retention is set, and only then', () => {
    const ttl = (from: typeof stack): unknown[] => resources(from, 'aws_dynamodb_table').map((table) => table['ttl']).filter((one) => one !== undefined);
    expect(ttl(stack)).toEqual([]);
    const kept = synthesised('Retention: { HistoryDays: 90 }');
    expect(ttl(kept)).toEqual([{ attribute_name: 'ExpiresAt', enabled: true }]);
    expect(resource(kept, 'aws_lambda_function', { function_name: 'drs-orchestration-orchestrator-prod' })['environment'].variables.HISTORY_RETENTION_DAYS).toBe('90');
  });
});

describe('the functions', () => {
  const deployed = (name: string): Json => resource(stack, 'aws_lambda_function', { function_name: `drs-orchestration-${name}-prod` });

  it.each([
    ['finder', 150, 60],
    ['poller', 256, 300],
    ['orchestrator', 512, 300],
    ['api', 512, 29],
  ])('%s has %i MB and %i s, on arm64 and Node 22, traced, with structured logs', (name, memory, timeout) => {
    expect(deployed(name)).toMatchObject({
      memory_size: memory,
      timeout,
      architectures: ['arm64'],
      runtime: 'nodejs22.x',
      handler: `${name}.handler`,
      tracing_config: { mode: 'Active' },
      logging_config: { log_format: 'JSON' },
    });
  });

  it.each(functionNames)('%s keeps its log for as long as configured', (name) => {
    const log = (from: typeof stack): unknown => resource(from, 'aws_cloudwatch_log_group', { name: `/aws/lambda/drs-orchestration-${name}-prod` })['retention_in_days'];
    expect(log(stack)).toBe(7);
    expect(log(synthesised('Retention: { LogDays: 30 }'))).toBe(30);
  });

  it('invoked asynchronously keep what they could not handle; the poller is never called again by Lambda', () => {
    const settings = resources(stack, 'aws_lambda_function_event_invoke_config').map((one) => one['maximum_retry_attempts']);
    expect(settings).toHaveLength(3);
    const poller = Object.entries(stack.resource['aws_lambda_function_event_invoke_config']!).find(([id]) => id.startsWith('poller'))![1];
    expect(poller['maximum_retry_attempts']).toBe(0);
    for (const config of resources(stack, 'aws_lambda_function_event_invoke_config')) expect(config['destination_config'].on_failure.destination).toMatch(/aws_sqs_queue\..*dead-letters/);
  });

  it('have concurrency reserved only where configured', () => {
    expect(deployed('poller')['reserved_concurrent_executions']).toBeUndefined();
    const reserved = synthesised('ReservedConcurrency: { Poller: 20 }');
    const of = (name: string): unknown => resource(reserved, 'aws_lambda_function', { function_name: `drs-orchestration-${name}-prod` })['reserved_concurrent_executions'];
    expect([of('poller'), of('finder')]).toEqual([20, undefined]);
  });

  it('change when, and only when, their bundles do', () => {
    const hashes = functionNames.map((name) => deployed(name)['source_code_hash']);
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('the state machine', () => {
  const machine = resource(stack, 'aws_sfn_state_machine');

  it('is the source with its placeholders filled, and stands whole in what is generated', () => {
    const filled = JSON.stringify(JSON.parse(readFileSync(definitionFile, 'utf8').replaceAll('${OrchestratorFunctionArn}', arn('lambda', 'function:drs-orchestration-orchestrator-prod'))));
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect(digest(machine['definition'])).toBe(digest(filled));
  });

  it('is logged and traced', () => {
    expect(machine).toMatchObject({ logging_configuration: { level: 'ERROR', include_execution_data: true }, tracing_configuration: { enabled: true } });
  });

  it('may run the orchestrator and nothing else', () => {
    const policy = resource(stack, 'aws_iam_role_policy', { name: 'drs-orchestration-recovery-prod' })['policy'];
    const invoke = statements(policy).filter((one) => many(one.Action).includes('lambda:InvokeFunction'));
    expect(invoke.map((one) => one.Resource)).toEqual([[arn('lambda', 'function:drs-orchestration-orchestrator-prod')]]);
  });
});

describe('what calls the functions', () => {
  it('is a schedule that calls the finder each minute, with a dead-letter queue [B1]', () => {
    const schedule = resource(stack, 'aws_scheduler_schedule');
    expect(schedule).toMatchObject({ schedule_expression: 'rate(1 minute)', flexible_time_window: { mode: 'OFF' } });
    expect(schedule['target'].arn).toMatch(/finder_function/);
    expect(schedule['target'].dead_letter_config.arn).toMatch(/schedule_dead-letters/);
  });

  it('is a rule that tells the orchestrator of each end of a run of our machine', () => {
    expect(JSON.parse(resource(stack, 'aws_cloudwatch_event_rule')['event_pattern'])).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [arn('states', 'stateMachine:drs-orchestration-recovery-prod')], status: ['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'] },
    });
    const target = resource(stack, 'aws_cloudwatch_event_target');
    expect(target['arn']).toMatch(/orchestrator_function/);
    expect(target['dead_letter_config'].arn).toMatch(/status-change_dead-letters/);
  });

  it('is an HTTP API with a route for each operation of its OpenAPI document, each of which asks for a signature, logged and throttled', () => {
    const routes = resources(stack, 'aws_apigatewayv2_route');
    const keys = routes.map((route) => String(route['route_key']));
    expect([...keys].sort()).toEqual([...describedRoutes()].sort());
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['POST /executions', 'POST /executions/{id}/approve', 'DELETE /plans/{id}', 'GET /openapi.json']));
    expect(new Set(routes.map((route) => route['authorization_type']))).toEqual(new Set(['AWS_IAM']));
    expect(resource(stack, 'aws_apigatewayv2_integration')).toMatchObject({ integration_type: 'AWS_PROXY', payload_format_version: '2.0' });
    const stage = resource(stack, 'aws_apigatewayv2_stage');
    expect(stage['access_log_settings'].destination_arn).toMatch(/aws_cloudwatch_log_group/);
    expect(stage['default_route_settings']).toMatchObject({ throttling_rate_limit: 20, throttling_burst_limit: 40 });
  });

  it('may do so only from where it is', () => {
    const permissions = resources(stack, 'aws_lambda_permission');
    expect(permissions.map((one) => one['principal']).sort()).toEqual(['apigateway.amazonaws.com', 'events.amazonaws.com']);
    for (const permission of permissions) expect(permission['source_arn']).toMatch(/\$\{aws_/);
  });
});

describe('the topic', () => {
  it('is encrypted by a key that alarms may use, and goes to each address', () => {
    expect(resource(stack, 'aws_sns_topic')['kms_master_key_id']).toMatch(/aws_kms_key/);
    const users = statements(resource(stack, 'aws_kms_key')['policy']).map((one) => JSON.stringify(one.Principal));
    expect(users).toContain('{"Service":"cloudwatch.amazonaws.com"}');
    expect(resources(stack, 'aws_sns_topic_subscription').map((one) => [one['protocol'], one['endpoint']])).toEqual([
      ['email', 'a@example.com'],
      ['email', 'b@example.com'],
    ]);
  });

  it('and the queues keep nothing in the clear', () => {
    const queues = resources(stack, 'aws_sqs_queue');
    expect(queues).toHaveLength(5);
    for (const queue of queues) expect(queue['sqs_managed_sse_enabled']).toBe(true);
  });
});
