import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';

const useKey = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/**
 * The topic of executions' ends, approvals and alarms, encrypted. Its key is our own: CloudWatch may not use the one
 * that AWS manages for SNS, so no alarm would reach an encrypted topic with that.
 */
export class NotificationTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { names, settings }: Deployment) {
    super(scope, id);
    const sourceAccount = { StringEquals: { 'aws:SourceAccount': settings.AccountId } };
    const key = new KmsKey(this, 'key', {
      description: `Encrypts the messages of ${names.topic}`,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Sid: 'Administer', Effect: 'Allow', Principal: { AWS: `arn:${names.partition}:iam::${settings.AccountId}:root` }, Action: 'kms:*', Resource: '*' },
          {
            // As in the key that AWS manages for SNS: who may publish here needs no permission on the key.
            Sid: 'UseThroughSns',
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: useKey,
            Resource: '*',
            Condition: { StringEquals: { 'kms:CallerAccount': settings.AccountId, 'kms:ViaService': `sns.${settings.Region}.amazonaws.com` } },
          },
          { Sid: 'UseByAlarms', Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: useKey, Resource: '*', Condition: sourceAccount },
        ],
      }),
    });
    new KmsAlias(this, 'alias', { name: `alias/${names.topic}`, targetKeyId: key.keyId });
    this.topic = new SnsTopic(this, 'topic', { name: names.topic, displayName: names.topic, kmsMasterKeyId: key.arn });
    new SnsTopicPolicy(this, 'policy', {
      arn: this.topic.arn,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Sid: 'PublishAlarms', Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: names.topicArn, Condition: sourceAccount },
          {
            Sid: 'RefuseUnencrypted',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: names.topicArn,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
    });
    settings.Notifications.Emails.forEach((endpoint, index) => {
      new SnsTopicSubscription(this, `email-${index}`, { topicArn: this.topic.arn, protocol: 'email', endpoint });
    });
  }
}
