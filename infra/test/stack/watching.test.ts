import { metricNamespace, metricUnits } from '@drs-orchestration/core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { resource, resources, synthesised, type Json, type Resource } from './synthesised.js';

const stack = synthesised();
const alarm = (thing: string, from = stack): Resource => resource(from, 'aws_cloudwatch_metric_alarm', { alarm_name: `drs-orchestration-${thing}-prod` });
const alarms = resources(stack, 'aws_cloudwatch_metric_alarm');
const runbook = readFileSync(fileURLToPath(new URL('../../../docs/runbook.md', import.meta.url)), 'utf8');
/** Anchors as Markdown viewers make them of headings. */
const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]!.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s+/g, '-'));

describe('alarms [A21]', () => {
  it('each tell the topic, say what happened and link a section of the runbook that is there', () => {
    expect(alarms.length).toBeGreaterThanOrEqual(25);
    for (const one of alarms) {
      expect(one['alarm_actions']).toEqual([expect.stringContaining('aws_sns_topic')]);
      const link = /docs\/runbook\.md#([\w-]+)$/.exec(one['alarm_description'])?.[1];
      expect(anchors, `${one['alarm_name']}: ${one['alarm_description']}`).toContain(link);
    }
  });

  it('the poller’s errors are as seed 002 has them: the sum of 5 minutes above 5, twice', () => {
    expect(alarm('poller-errors')).toMatchObject({
      namespace: 'AWS/Lambda', metric_name: 'Errors', dimensions: { FunctionName: 'drs-orchestration-poller-prod' },
      statistic: 'Sum', period: 300, evaluation_periods: 2, threshold: 5, comparison_operator: 'GreaterThanThreshold',
    });
  });

  it('StatusIndex’s throttling is counted by throttle events, not UserErrors, with the period and threshold of seed 002', () => {
    for (const kind of ['Read', 'Write']) {
      expect(alarm(`status-index-throttled-${kind.toLowerCase()}s`)).toMatchObject({
        namespace: 'AWS/DynamoDB', metric_name: `${kind}ThrottleEvents`,
        dimensions: { TableName: 'drs-orchestration-execution-history-prod', GlobalSecondaryIndexName: 'StatusIndex' },
        statistic: 'Sum', period: 300, evaluation_periods: 2, threshold: 10, comparison_operator: 'GreaterThanThreshold',
      });
      expect(alarm(`table-throttled-${kind.toLowerCase()}s`)).toMatchObject({ metric_name: `${kind}ThrottleEvents`, dimensions: { TableName: 'drs-orchestration-execution-history-prod' } });
    }
    expect(alarms.filter((one) => one['metric_name'] === 'UserErrors')).toEqual([]);
  });

  it('one stuck execution is enough, and healthy ones are not: no alarm on how many are polled', () => {
    for (const [thing, metric_name] of [['overdue-executions', 'OverdueExecutions'], ['unpolled-executions', 'UnpolledExecutions']]) {
      expect(alarm(thing!)).toMatchObject({ namespace: 'DRS-Orchestration', metric_name, statistic: 'Maximum', threshold: 1, comparison_operator: 'GreaterThanOrEqualToThreshold' });
    }
    expect(alarms.filter((one) => one['metric_name'] === 'ExecutionsInPolling')).toEqual([]);
  });

  it('a finder that is never called is noticed after 5 minutes, although it measures nothing', () => {
    expect(alarm('finder-silent')).toMatchObject({ metric_name: 'Invocations', statistic: 'Sum', period: 300, evaluation_periods: 1, threshold: 1, comparison_operator: 'LessThanThreshold', treat_missing_data: 'breaching' });
    expect(alarms.filter((one) => one['treat_missing_data'] === 'breaching')).toHaveLength(1);
  });

  it('the finder’s ordinary 50 s of its minute are no alarm, nor is what leaves time to spare', () => {
    const limits = ['finder', 'poller', 'orchestrator', 'api'].map((name) => alarm(`${name}-duration`)['threshold']);
    expect(limits).toEqual([54_000, 270_000, 270_000, 26_100]);
  });

  it('watch the machine’s runs, throttled functions and every dead-letter queue', () => {
    const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:drs-orchestration-recovery-prod';
    expect(alarm('failed-runs')).toMatchObject({ metric_name: 'ExecutionsFailed', dimensions: { StateMachineArn: arn } });
    expect(alarm('timed-out-runs')).toMatchObject({ metric_name: 'ExecutionsTimedOut', dimensions: { StateMachineArn: arn } });
    expect(alarms.filter((one) => one['metric_name'] === 'Throttles')).toHaveLength(4);
    const watched = alarms.filter((one) => one['namespace'] === 'AWS/SQS').map((one) => one['dimensions'].QueueName).sort();
    expect(watched).toEqual(resources(stack, 'aws_sqs_queue').map((queue) => queue['name']).sort());
  });

  it('have the thresholds of the configuration', () => {
    const strict = synthesised('Alarms: { PollerErrors: 2, FinderSilentMinutes: 10, DurationPercent: 50, TableThrottles: 3 }');
    expect(alarm('poller-errors', strict)['threshold']).toBe(2);
    expect(alarm('finder-silent', strict)['period']).toBe(600);
    expect(alarm('api-duration', strict)['threshold']).toBe(14_500);
    expect(alarm('table-throttled-reads', strict)['threshold']).toBe(3);
  });

  it('name only metrics that the functions record', () => {
    const ours = alarms.filter((one) => one['namespace'] === metricNamespace).map((one) => one['metric_name']);
    expect(ours.filter((name) => !(name in metricUnits))).toEqual([]);
  });
});

describe('the dashboard [A23]', () => {
  const { widgets } = JSON.parse(resource(stack, 'aws_cloudwatch_dashboard')['dashboard_body']) as { widgets: Json[] };
  const shown = new Set(widgets.flatMap((widget) => (widget.properties.metrics ?? []).map(([namespace, metric]: string[]) => `${namespace} ${metric}`)));

  it('shows executions, functions, the index, detection delay and the latest errors', () => {
    for (const metric of ['ActivePollingExecutions', 'ExecutionsInPolling', 'DetectionDelay', 'PollingDuration']) expect(shown).toContain(`DRS-Orchestration ${metric}`);
    for (const metric of ['Duration', 'Errors', 'Throttles', 'ConcurrentExecutions']) expect(shown).toContain(`AWS/Lambda ${metric}`);
    for (const metric of ['ConsumedReadCapacityUnits', 'SuccessfulRequestLatency']) expect(shown).toContain(`AWS/DynamoDB ${metric}`);
    expect(widgets.filter((widget) => widget.type === 'log')).toHaveLength(1);
  });

  it('names only metrics that the functions record, and fits its grid', () => {
    const ours = [...shown].filter((metric) => metric.startsWith(metricNamespace)).map((metric) => metric.split(' ')[1]!);
    expect(ours.filter((name) => !(name in metricUnits))).toEqual([]);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });
});

describe('saved queries [A24]', () => {
  it('ask the logs of all functions, and each is named in the runbook', () => {
    const queries = resources(stack, 'aws_cloudwatch_query_definition');
    expect(queries.length).toBeGreaterThanOrEqual(5);
    for (const query of queries) {
      expect(query['log_group_names']).toHaveLength(4);
      expect(runbook).toContain(`\`${String(query['name']).split('/')[1]}\``);
    }
  });
});
