import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { Construct } from 'constructs';
import type { Names } from '../../names.js';

/** What every alarm needs: names, and the topic that hears of it. */
export interface AlarmScope {
  readonly scope: Construct;
  readonly names: Names;
  readonly topicArn: string;
}

/** When an alarm goes off. */
export interface AlarmCondition {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  /** Seconds of one period; a multiple of 60. */
  readonly period: number;
  /** Periods in a row; default 1. */
  readonly periods?: number;
  readonly is: 'above' | 'at least' | 'below';
  readonly threshold: number;
  /** What it means that nothing was measured; default: nothing is wrong. */
  readonly missing?: 'notBreaching' | 'breaching';
}

/** An alarm's name, what it says, and its section of the runbook. */
export interface AlarmText {
  /** The middle of its name: `<project>-<thing>-<environment>`. */
  readonly thing: string;
  /** One sentence: what has happened. */
  readonly says: string;
  /** The heading's anchor in docs/runbook.md. */
  readonly runbook: string;
}

const comparisons = {
  above: 'GreaterThanThreshold',
  'at least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
} as const;

/** Makes an alarm that tells the topic when it goes off and when it is over. */
export function alarm({ scope, names, topicArn }: AlarmScope, text: AlarmText, condition: AlarmCondition): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, text.thing, {
    alarmName: names.of(text.thing),
    alarmDescription: `${text.says} What to do: docs/runbook.md#${text.runbook}`,
    namespace: condition.namespace,
    metricName: condition.metric,
    ...(condition.dimensions === undefined ? {} : { dimensions: { ...condition.dimensions } }),
    statistic: condition.statistic,
    period: condition.period,
    evaluationPeriods: condition.periods ?? 1,
    comparisonOperator: comparisons[condition.is],
    threshold: condition.threshold,
    treatMissingData: condition.missing ?? 'notBreaching',
    actionsEnabled: true,
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}
