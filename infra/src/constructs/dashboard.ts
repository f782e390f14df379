import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import { metricNamespace, type MetricName } from '@drs-orchestration/core';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';
import { functionNames, type Names } from '../names.js';
import { savedQueries } from './savedQueries.js';

/** A metric as a dashboard's widget names it: namespace, name, then dimensions and options. */
type Metric = readonly (string | Readonly<Record<string, string>>)[];

interface Widget {
  readonly title: string;
  /** Of 24. */
  readonly width: number;
  readonly metrics?: readonly Metric[];
  readonly statistic?: string;
  readonly query?: string;
}

const ours = (name: MetricName, ...rest: Metric): Metric => [metricNamespace, name, ...rest];
const types = ['DRILL', 'RECOVERY'];
const phases = ['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING', 'IDLE'];

/** What the dashboard shows (design section 12), top down. */
function widgets(names: Names): readonly Widget[] {
  const lambda = (metric: string): Metric[] => functionNames.map((name) => ['AWS/Lambda', metric, 'FunctionName', names.function(name), { label: name }]);
  const index = ['TableName', names.table('executions'), 'GlobalSecondaryIndexName', 'StatusIndex'] as const;
  const logGroups = functionNames.map((name) => `SOURCE '${names.functionLogGroup(name)}'`).join(' | ');
  return [
    { title: 'Executions being polled', width: 8, statistic: 'Maximum', metrics: [ours('ExecutionsInPolling'), ours('OverdueExecutions'), ours('UnpolledExecutions')] },
    { title: 'Polls by type', width: 8, statistic: 'Sum', metrics: types.map((type) => ours('ActivePollingExecutions', 'ExecutionType', type, { label: type })) },
    { title: 'Oldest execution being polled (s)', width: 8, statistic: 'Maximum', metrics: [ours('OldestPollingExecution')] },
    { title: 'Detection delay (s)', width: 8, statistic: 'p99', metrics: [ours('DetectionDelay'), ours('DetectionDelay', { stat: 'Average', label: 'average' })] },
    { title: 'Time to poll, by phase (ms)', width: 8, statistic: 'Average', metrics: phases.map((phase) => ours('PollingDuration', 'ExecutionPhase', phase, { label: phase })) },
    { title: 'Servers launched and failed', width: 8, statistic: 'Sum', metrics: [ours('ServersLaunched'), ours('ServersFailed'), ours('WavesPolled')] },
    { title: 'Functions: duration (ms)', width: 6, statistic: 'Maximum', metrics: lambda('Duration') },
    { title: 'Functions: errors', width: 6, statistic: 'Sum', metrics: lambda('Errors') },
    { title: 'Functions: throttles', width: 6, statistic: 'Sum', metrics: lambda('Throttles') },
    { title: 'Functions: concurrent runs', width: 6, statistic: 'Maximum', metrics: lambda('ConcurrentExecutions') },
    { title: 'StatusIndex: consumed capacity', width: 8, statistic: 'Sum', metrics: ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((metric) => ['AWS/DynamoDB', metric, ...index]) },
    { title: 'StatusIndex: throttles', width: 8, statistic: 'Sum', metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'].map((metric) => ['AWS/DynamoDB', metric, ...index]) },
    {
      title: 'Queries of the history: latency (ms)',
      width: 8,
      statistic: 'p99',
      // DynamoDB measures latency by table and operation, not by index; all the finder's queries are of indexes.
      metrics: [['AWS/DynamoDB', 'SuccessfulRequestLatency', 'TableName', names.table('executions'), 'Operation', 'Query']],
    },
    {
      title: 'Runs of the state machine',
      width: 24,
      statistic: 'Sum',
      metrics: ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].map((metric) => ['AWS/States', metric, 'StateMachineArn', names.stateMachineArn]),
    },
    { title: 'Latest errors', width: 24, query: `${logGroups}\n| ${savedQueries.errors.join('\n| ')}` },
  ];
}

/** Lays widgets out in rows of 24 columns. */
function placed(all: readonly Widget[], region: string): readonly object[] {
  const height = 6;
  let x = 0;
  let y = 0;
  return all.map(({ title, width, metrics, statistic, query }) => {
    if (x + width > 24) [x, y] = [0, y + height];
    const place = { x, y, width, height };
    x += width;
    if (query !== undefined) return { type: 'log', ...place, properties: { title, region, query, view: 'table' } };
    return { type: 'metric', ...place, properties: { title, region, metrics, stat: statistic, period: 60, view: 'timeSeries', yAxis: { left: { min: 0 } } } };
  });
}

/** One dashboard that shows the polling as it is now. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { names, settings }: Deployment) {
    super(scope, id);
    new CloudwatchDashboard(this, 'dashboard', { dashboardName: names.of('dashboard'), dashboardBody: JSON.stringify({ widgets: placed(widgets(names), settings.Region) }) });
  }
}
