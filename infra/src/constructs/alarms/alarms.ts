import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../../deployment.js';
import type { NotificationTopic } from '../notificationTopic.js';
import { deadLetterAlarms } from './deadLetterAlarms.js';
import { executionAlarms } from './executionAlarms.js';
import { functionAlarms } from './functionAlarms.js';
import { machineAlarms } from './machineAlarms.js';
import { tableAlarms } from './tableAlarms.js';

/** Whose dead letters there are: three functions', the schedule's and the rule's. */
export const deadLetterQueues = ['finder', 'poller', 'orchestrator', 'schedule', 'status-change'] as const;

/** All alarms (design section 12). */
export class Alarms extends Construct {
  readonly all: readonly CloudwatchMetricAlarm[];

  constructor(scope: Construct, id: string, { names, settings }: Deployment, { topic }: NotificationTopic) {
    super(scope, id);
    const at = { scope: this, names, topicArn: topic.arn };
    const thresholds = settings.Alarms;
    this.all = [
      ...functionAlarms(at, thresholds),
      ...executionAlarms(at, thresholds),
      ...tableAlarms(at, thresholds),
      ...machineAlarms(at, thresholds),
      ...deadLetterAlarms(at, thresholds, deadLetterQueues),
    ];
  }
}
