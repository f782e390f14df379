import type { Clock, Notifier } from '@drs-orchestration/core';
import type { DrsEmulator } from '../drsEmulator.js';
import { inProcessCalls } from './inProcessCalls.js';
import { ownAccessKey } from './ownAccessKey.js';

/** SNS refuses longer subjects. Characters. */
const longestSubject = 100;

/** Core's Notifier on an emulator's SNS, its faults and repetitions included; messages are in `emulator.messages`. */
export function inProcessNotifier(emulator: DrsEmulator, { clock }: { readonly clock: Clock }): Notifier {
  const calls = inProcessCalls(emulator, clock);
  return {
    async publish({ topicArn, subject, message }) {
      const region = topicArn.split(':')[3] ?? '';
      // A subject is one line of printable ASCII.
      const Subject = subject.replace(/[^\x20-\x7e]+/g, ' ').slice(0, longestSubject);
      const input = { TopicArn: topicArn, Subject, Message: JSON.stringify(message, null, 2) };
      await calls({ service: 'sns', operation: 'Publish', input, mode: 'READS', about: topicArn }, async () => ({ accessKey: ownAccessKey, region }));
    },
  };
}
