import { AuthorizationErrorException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { ManualClock } from '../../test/manualClock.js';
import { realServer } from '../../test/realServer.js';
import { notifierOver } from './sns.js';

const topicArn = 'arn:aws:sns:us-east-1:111122223333:drills';

describe('a message', () => {
  const sent = mockClient(SNSClient);
  beforeEach(() => sent.reset());
  const notifier = notifierOver(connectionOn(new ManualClock()));

  it('is published to its topic as JSON, under a subject SNS accepts [R8.1] [R8.5]', async () => {
    await notifier.publish({ topicArn, subject: `Drill of Größe:\nCOMPLETED ${'x'.repeat(200)}`, message: { ExecutionId: 'e', ServerCount: 6 } });
    const input = sent.commandCalls(PublishCommand)[0]?.args[0].input;
    expect(input).toMatchObject({ TopicArn: topicArn });
    expect(JSON.parse(input?.Message ?? '')).toEqual({ ExecutionId: 'e', ServerCount: 6 });
    expect(input?.Subject).toMatch(/^Drill of Gr e: COMPLETED x+$/);
    expect(input?.Subject).toHaveLength(100);
  });

  it('that cannot be published is a failure of SNS that names the topic', async () => {
    sent.rejects(new AuthorizationErrorException({ message: 'not yours', $metadata: { httpStatusCode: 403 } }));
    await expect(notifier.publish({ topicArn, subject: 's', message: {} })).rejects.toMatchObject({
      service: 'SNS', operation: 'Publish', kind: 'DENIED', message: expect.stringContaining(topicArn) as string,
    });
  });
});

describe('a topic in another Region', () => {
  it('is reached there', async () => {
    mockClient(SNSClient).restore();
    const server = await realServer((response) => response.writeHead(200).end('<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>'));
    const notifier = notifierOver(connectionOn(new ManualClock(), { AWS_ENDPOINT_URL_SNS: server.url }));
    for (const arn of [topicArn, topicArn.replace('us-east-1', 'eu-west-2'), topicArn]) await notifier.publish({ topicArn: arn, subject: 's', message: {} });
    expect(server.received.map(({ headers }) => /\/([\w-]+)\/sns\//.exec(headers.authorization ?? '')?.[1])).toEqual(['us-east-1', 'eu-west-2', 'us-east-1']);
  });
});
