import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Notifier } from '../ports/index.js';
import { callService } from './callService.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import type { Adapter } from './ports.js';

/** SNS refuses longer subjects. */
const longestSubject = 100;

/** SNS over a connection; a topic is reached in its own Region. */
export function notifierOver(connection: Connection): Notifier {
  const clients = new Map<string, SNSClient>();
  const clientOf = (topicArn: string): SNSClient => {
    const region = topicArn.split(':')[3] || connection.region;
    const there = { ...connection, region };
    const client = clients.get(region) ?? onOurClock(new SNSClient(clientSettings('SNS', there)), there);
    clients.set(region, client);
    return client;
  };
  return {
    async publish({ topicArn, subject, message }) {
      // A subject is one line of printable ASCII.
      const Subject = subject.replace(/[^\x20-\x7e]+/g, ' ').slice(0, longestSubject);
      const command = new PublishCommand({ TopicArn: topicArn, Subject, Message: JSON.stringify(message, null, 2) });
      await callService('SNS', 'Publish', () => clientOf(topicArn).send(command), { about: topicArn });
    },
  };
}

/** Messages by SNS. */
export const snsNotifier: Adapter<Notifier> = {
  requires: ['AWS_REGION'],
  build: ({ clock, environment, settings }) => notifierOver({ clock, environment, region: settings.AWS_REGION }),
};
