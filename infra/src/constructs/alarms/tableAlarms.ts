import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { AlarmThresholds } from '../../configuration/configuration.js';
import { alarm, type AlarmScope } from './alarm.js';

/**
 * Throttled reads and writes of the execution history and of StatusIndex. Seed 002 names UserErrors, which does not
 * count throttles; its period, count and threshold hold (design section 15).
 */
export function tableAlarms(scope: AlarmScope, thresholds: AlarmThresholds): CloudwatchMetricAlarm[] {
  const TableName = scope.names.table('executions');
  const places = [
    { thing: 'table', what: 'the execution history', dimensions: { TableName } },
    { thing: 'status-index', what: 'StatusIndex', dimensions: { TableName, GlobalSecondaryIndexName: 'StatusIndex' } },
  ];
  return places.flatMap(({ thing, what, dimensions }) =>
    (['Read', 'Write'] as const).map((kind) =>
      alarm(
        scope,
        { thing: `${thing}-throttled-${kind.toLowerCase()}s`, says: `${kind}s of ${what} are throttled.`, runbook: 'throttled-tables' },
        { namespace: 'AWS/DynamoDB', metric: `${kind}ThrottleEvents`, dimensions, statistic: 'Sum', period: 300, periods: 2, is: 'above', threshold: thresholds.TableThrottles },
      ),
    ),
  );
}
