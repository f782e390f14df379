import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import type { AlarmThresholds } from '../../configuration/configuration.js';
import { alarm, type AlarmScope } from './alarm.js';

/** Messages in a dead-letter queue. @param queues whose: the `of` of each DeadLetterQueue */
export function deadLetterAlarms(scope: AlarmScope, thresholds: AlarmThresholds, queues: readonly string[]): CloudwatchMetricAlarm[] {
  return queues.map((of) =>
    alarm(
      scope,
      { thing: `${of}-dead-letters-alarm`, says: `An event for the ${of} was given up: ${scope.names.deadLetterQueue(of)} holds it.`, runbook: 'dead-letters' },
      {
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: scope.names.deadLetterQueue(of) },
        statistic: 'Maximum',
        period: 300,
        is: 'at least',
        threshold: thresholds.DeadLetters,
      },
    ),
  );
}
