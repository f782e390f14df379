import { AwsFault } from '../../awsFault.js';
import type { Operation } from '../operation.js';

/** SNS refuses longer subjects. Characters. */
const longestSubject = 100;

/** Publish: a message to a topic the world has; the emulator keeps it. */
export const publish: Operation = (emulator, input) => {
  const { TopicArn: topicArn, Subject: subject, Message: message } = input;
  if (typeof topicArn !== 'string' || typeof message !== 'string' || message === '') throw new AwsFault('InvalidParameter', 400, 'Invalid parameter: TopicArn and Message are needed');
  if (emulator.world.Topics !== undefined && !emulator.world.Topics.includes(topicArn)) throw new AwsFault('NotFound', 404, 'Topic does not exist');
  if (typeof subject === 'string' && (subject === '' || subject.length > longestSubject)) throw new AwsFault('InvalidParameter', 400, 'Invalid parameter: Subject');
  emulator.messages.push({ at: emulator.clock.now(), topicArn, message, ...(typeof subject === 'string' ? { subject } : {}) });
  return { MessageId: `message-${emulator.messages.length}` };
};
