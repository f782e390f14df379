import { returns, silent, succeeds, throws } from '../scriptedAnswer.js';
import { LineScript } from './lineScript.js';
import { retrySeconds, unansweredSeconds, type Pace } from './pace.js';
import { serverLine, type ServerStory } from './serverStory.js';
import { approvalSeconds, approvalTimesOut, pausesBefore, type WaveStory } from './waveStory.js';

/** A wave's line through the machine's RunWaves. */
export interface WaveLine {
  readonly line: LineScript;
  /** What SettleWave is told: '' is no Failure. Undefined where it is never called. */
  readonly failure: '' | 'TerminalError' | 'UnexpectedAnswer' | undefined;
}

/** How a wave's line stands: all is well so far, or what went wrong. */
type Standing = 'WELL' | 'SKIPPED' | 'NOT_APPROVED' | 'BROKEN' | 'ODD';
const failureOf = { WELL: '', NOT_APPROVED: '', BROKEN: 'TerminalError', ODD: 'UnexpectedAnswer' } as const;

/** The line of wave `number`, by recovery.asl.json. */
export function waveLine(number: number, story: WaveStory, pace: Pace): WaveLine {
  const line = new LineScript();
  const begun = begin(line, number, story, pace);
  if (begun === 'SKIPPED') {
    line.passes('WaveEnds');
    return { line, failure: undefined };
  }
  const went = begun === 'WELL' ? launch(line, number, story, pace) : begun;
  const servers = story.servers ?? [];
  settle(line, number, story, pace, went === 'WELL' && servers.every(({ ends }) => ends === undefined));
  return { line, failure: went === 'SKIPPED' ? undefined : failureOf[went] };
}

function begin(line: LineScript, number: number, story: WaveStory, pace: Pace): Standing {
  const { after, skipped, startUnanswered = 0, breaksAt, oddAt } = story;
  for (let time = 0; time < startUnanswered; time += 1) {
    line.answered(`AwaitDependencies ${number}`, silent);
    line.passes({ task: 'AwaitDependencies', attempts: ['TIMED_OUT'] }, 'RegisterStartAgain');
  }
  line.waits(unansweredSeconds(startUnanswered, pace));
  if (breaksAt === 'AwaitDependencies') return breaks(line, number, breaksAt);
  const answer = oddAt === 'AwaitDependencies' ? {} : { Answer: skipped === true ? 'SKIP' : 'START' };
  line.answered(`AwaitDependencies ${number}`, after === undefined ? succeeds(answer) : silent);
  line.passes('AwaitDependencies', 'MayWaveStart');
  if (oddAt === 'AwaitDependencies') return isOdd(line);
  if (skipped === true) return 'SKIPPED';
  const approved = pausesBefore(story) ? approve(line, number, story) : 'WELL';
  if (approved === 'WELL') line.passes('IsWaveSequential');
  return approved;
}

function approve(line: LineScript, number: number, story: WaveStory): Standing {
  const { approval = 'APPROVED', breaksAt, oddAt } = story;
  if (breaksAt === 'AwaitApproval') return breaks(line, number, breaksAt);
  if (approvalTimesOut(story)) return closeApproval(line, number, story);
  line.answered(`AwaitApproval ${number}`, succeeds(oddAt === 'AwaitApproval' ? {} : { Answer: approval }));
  line.passes('AwaitApproval', 'IsWaveApproved');
  if (oddAt === 'AwaitApproval') return isOdd(line);
  return approval === 'REJECTED' ? 'NOT_APPROVED' : 'WELL';
}

/** The machine hears nothing of an answer in time, and asks whether there is one on record. */
function closeApproval(line: LineScript, number: number, story: WaveStory): Standing {
  const { approval, breaksAt, oddAt } = story;
  line.answered(`AwaitApproval ${number}`, silent);
  line.passes({ task: 'AwaitApproval', attempts: ['TIMED_OUT'] });
  line.waits(approvalSeconds(story));
  if (breaksAt === 'CloseApproval') return breaks(line, number, breaksAt);
  line.answered(`CloseApproval ${number}`, returns(oddAt === 'CloseApproval' ? {} : { Answer: approval === 'UNHEARD' ? 'APPROVED' : 'REJECTED' }));
  line.passes('CloseApproval', 'IsWaveApproved');
  if (oddAt === 'CloseApproval') return isOdd(line);
  return approval === 'UNHEARD' ? 'WELL' : 'NOT_APPROVED';
}

function launch(line: LineScript, number: number, story: WaveStory, pace: Pace): Standing {
  const { servers, launchWaits = 0, launchUnanswered = 0, breaksAt, oddAt } = story;
  if (servers !== undefined) return launchServers(line, number, servers, pace);
  for (let wait = 0; wait < launchWaits; wait += 1) {
    line.answered(`LaunchWave ${number}`, returns({ Answer: 'WAIT', WaitSeconds: 1 }));
    line.passes('LaunchWave', 'IsWaveLaunchCalled', 'WaitToLaunchWave');
  }
  line.waits(launchWaits);
  if (breaksAt === 'LaunchWave') return breaks(line, number, breaksAt);
  line.answered(`LaunchWave ${number}`, returns(oddAt === 'LaunchWave' ? {} : { Answer: 'DONE' }));
  line.passes('LaunchWave', 'IsWaveLaunchCalled');
  if (oddAt === 'LaunchWave') return isOdd(line);
  for (let time = 0; time < launchUnanswered; time += 1) {
    line.answered(`AwaitLaunch ${number}`, silent);
    line.passes({ task: 'AwaitLaunch', attempts: ['TIMED_OUT'] }, 'RegisterLaunchAgain');
  }
  line.waits(unansweredSeconds(launchUnanswered, pace));
  if (breaksAt === 'AwaitLaunch') return breaks(line, number, breaksAt);
  line.answered(`AwaitLaunch ${number}`, succeeds({ Answer: 'SETTLED' }));
  line.passes('AwaitLaunch');
  return checkHealth(line, number, story);
}

function checkHealth(line: LineScript, number: number, { healthWaits = 0, breaksAt, oddAt }: WaveStory): Standing {
  for (let wait = 0; wait < healthWaits; wait += 1) {
    line.answered(`CheckHealth ${number}`, returns({ Answer: 'WAIT', WaitSeconds: 1 }));
    line.passes('CheckHealth', 'IsHealthKnown', 'WaitForHealth');
  }
  line.waits(healthWaits);
  if (breaksAt === 'CheckHealth') return breaks(line, number, breaksAt);
  line.answered(`CheckHealth ${number}`, returns(oddAt === 'CheckHealth' ? {} : { Answer: 'DONE' }));
  line.passes('CheckHealth', 'IsHealthKnown');
  return oddAt === 'CheckHealth' ? isOdd(line) : 'WELL';
}

/** One server after the other; one that does not end well ends the Map. */
function launchServers(line: LineScript, number: number, servers: readonly ServerStory[], pace: Pace): Standing {
  const last = servers.findIndex(({ ends }) => ends !== undefined);
  const launched = last === -1 ? servers : servers.slice(0, last + 1);
  const lines = launched.map((server, index) => serverLine(number, index + 1, server, pace));
  for (const { answers, seconds } of lines) {
    for (const [call, given] of Object.entries(answers)) line.answered(call, ...given);
    line.waits(seconds);
  }
  line.passes('ServerPositions', { map: 'LaunchServers', iterations: lines.map(({ way }) => way), ...(last === -1 ? {} : { fails: true }) });
  return servers[last]?.ends === 'ODD' ? 'ODD' : 'WELL';
}

function settle(line: LineScript, number: number, story: WaveStory, pace: Pace, succeeded: boolean): void {
  const { settleRetries = 0, settleLost = 0, waitTimeSeconds = 0, releaseGivenUp } = story;
  for (let time = 0; time < settleLost; time += 1) {
    line.answered(`SettleWave ${number}`, throws('TerminalError'));
    line.passes({ task: 'SettleWave', attempts: ['FAILED'] }, 'WaitToSettleWave');
    line.waits(pace.tenMinutes);
  }
  const failed = Array.from({ length: settleRetries }, () => 'FAILED' as const);
  line.answered(`SettleWave ${number}`, ...failed.map(() => throws('RetryableError')), returns({ Succeeded: succeeded }));
  line.passes({ task: 'SettleWave', attempts: [...failed, 'SUCCEEDED'] }, 'IsWaitDue');
  line.waits(retrySeconds(settleRetries));
  if (succeeded && waitTimeSeconds > 0) {
    line.passes('WaitBeforeRelease');
    line.waits(waitTimeSeconds);
  }
  line.answered(`ReleaseDependents ${number}`, releaseGivenUp === true ? throws('TerminalError') : returns({}));
  line.passes({ task: 'ReleaseDependents', attempts: [releaseGivenUp === true ? 'FAILED' : 'SUCCEEDED'] }, 'WaveEnds');
}

/** A Task fails for good: its Catch leads to SettleWave. */
function breaks(line: LineScript, number: number, task: NonNullable<WaveStory['breaksAt']>): 'BROKEN' {
  line.answered(`${task} ${number}`, throws('TerminalError'));
  line.passes({ task, attempts: ['FAILED'] });
  return 'BROKEN';
}

/** The machine does not know a Task's answer. */
function isOdd(line: LineScript): 'ODD' {
  line.passes('UnknownAnswer');
  return 'ODD';
}
