import { returns, silent, succeeds } from '../scriptedAnswer.js';
import { LineScript } from './lineScript.js';
import { unansweredSeconds, type Pace } from './pace.js';

/** What happens to one server of a sequential wave; where nothing is said, it launches at once and is well. */
export interface ServerStory {
  /** How often LaunchServer says to wait a second. */
  readonly launchWaits?: number;
  /** How often AwaitServerLaunch is not answered in time. */
  readonly launchUnanswered?: number;
  /** How often CheckServerHealth says to wait a second. */
  readonly healthWaits?: number;
  /** FAILED: its launch or its health; ODD: CheckServerHealth answers what the machine does not know. */
  readonly ends?: 'FAILED' | 'ODD';
}

/** The line of the server at `position` of wave `number`, by recovery.asl.json. */
export function serverLine(number: number, position: number, story: ServerStory, pace: Pace): LineScript {
  const line = new LineScript();
  const call = (task: string): string => `${task} ${number}/${position}`;
  const { launchWaits = 0, launchUnanswered = 0, healthWaits = 0, ends } = story;
  for (let wait = 0; wait < launchWaits; wait += 1) {
    line.answered(call('LaunchServer'), returns({ Answer: 'WAIT', WaitSeconds: 1 }));
    line.passes('LaunchServer', 'IsServerLaunchCalled', 'WaitToLaunchServer');
  }
  line.answered(call('LaunchServer'), returns({ Answer: 'DONE' }));
  line.passes('LaunchServer', 'IsServerLaunchCalled');
  for (let time = 0; time < launchUnanswered; time += 1) {
    line.answered(call('AwaitLaunch'), silent);
    line.passes({ task: 'AwaitServerLaunch', attempts: ['TIMED_OUT'] }, 'RegisterServerLaunchAgain');
  }
  line.answered(call('AwaitLaunch'), succeeds({ Answer: 'SETTLED' }));
  line.passes('AwaitServerLaunch');
  for (let wait = 0; wait < healthWaits; wait += 1) {
    line.answered(call('CheckHealth'), returns({ Answer: 'WAIT', WaitSeconds: 1 }));
    line.passes('CheckServerHealth', 'IsServerHealthKnown', 'WaitForServerHealth');
  }
  line.answered(call('CheckHealth'), returns(ends === 'ODD' ? {} : { Answer: ends ?? 'DONE' }));
  line.passes('CheckServerHealth', 'IsServerHealthKnown', ends === undefined ? 'ServerEnds' : lastOf[ends]);
  line.waits(launchWaits + healthWaits + unansweredSeconds(launchUnanswered, pace));
  return line;
}

const lastOf = { FAILED: 'ServerFailed', ODD: 'UnknownServerAnswer' } as const;
