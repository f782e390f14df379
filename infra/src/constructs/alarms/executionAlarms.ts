import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { metricNamespace, type MetricName } from '@drs-orchestration/core';
import type { AlarmThresholds } from '../../configuration/configuration.js';
import { alarm, type AlarmScope } from './alarm.js';

/**
 * Executions that are stuck. Seed 002's alarm, the average of ExecutionsInPolling above 1 for 35 minutes, misses one
 * stuck run and goes off at two healthy ones: the finder counts the stuck ones instead (design sections 12 and 15).
 */
export function executionAlarms(scope: AlarmScope, thresholds: AlarmThresholds): CloudwatchMetricAlarm[] {
  const measured = (metric: MetricName): { namespace: string; metric: MetricName; statistic: 'Maximum'; period: number; is: 'at least' } => ({
    namespace: metricNamespace,
    metric,
    statistic: 'Maximum',
    period: 300,
    is: 'at least',
  });
  return [
    alarm(
      scope,
      { thing: 'overdue-executions', says: "An execution runs longer than its plan's own bounds allow.", runbook: 'overdue-executions' },
      { ...measured('OverdueExecutions'), threshold: thresholds.OverdueExecutions },
    ),
    alarm(
      scope,
      { thing: 'unpolled-executions', says: 'An execution with DRS jobs outstanding has not been polled for 35 minutes.', runbook: 'unpolled-executions' },
      { ...measured('UnpolledExecutions'), threshold: thresholds.UnpolledExecutions },
    ),
  ];
}
