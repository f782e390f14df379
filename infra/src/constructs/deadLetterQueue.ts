import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';

/** SQS keeps messages no longer, in seconds. */
const fourteenDays = 14 * 24 * 60 * 60;

/** Events that could not be delivered or handled, kept for a person to look at. */
export class DeadLetterQueue extends Construct {
  readonly queue: SqsQueue;

  /** @param of whose events: its name is `<project>-<of>-dead-letters-<environment>` */
  constructor(scope: Construct, id: string, { names }: Deployment, of: string) {
    super(scope, id);
    this.queue = new SqsQueue(this, 'queue', {
      name: names.deadLetterQueue(of),
      messageRetentionSeconds: fourteenDays,
      sqsManagedSseEnabled: true,
    });
  }

  /** Lets a rule of EventBridge, which has no role of its own, write to it. */
  acceptFromRule(ruleArn: string): void {
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: this.queue.url,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'KeepUndeliveredEvents',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: this.queue.arn,
            Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
          },
        ],
      }),
    });
  }
}
