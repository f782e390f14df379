import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { AlarmThresholds } from '../../configuration/configuration.js';
import { alarm, type AlarmScope } from './alarm.js';

/** Runs of the state machine that ended badly by Step Functions' own account; a recovery that fails is no failed run. */
export function machineAlarms(scope: AlarmScope, thresholds: AlarmThresholds): CloudwatchMetricAlarm[] {
  const States = { namespace: 'AWS/States', dimensions: { StateMachineArn: scope.names.stateMachineArn }, statistic: 'Sum', period: 300, is: 'at least', threshold: thresholds.FailedRuns } as const;
  return [
    alarm(scope, { thing: 'failed-runs', says: 'A run of the state machine failed.', runbook: 'failed-runs' }, { ...States, metric: 'ExecutionsFailed' }),
    alarm(scope, { thing: 'timed-out-runs', says: 'A run of the state machine timed out.', runbook: 'timed-out-runs' }, { ...States, metric: 'ExecutionsTimedOut' }),
  ];
}
