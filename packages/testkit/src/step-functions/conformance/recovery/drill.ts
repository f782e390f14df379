import type { ConformanceCase } from '../conformanceCase.js';
import { returns, silent, succeeds, success, throws } from '../scriptedAnswer.js';
import { LineScript } from './lineScript.js';
import { paceOf, retrySeconds, unansweredSeconds, type Pace } from './pace.js';
import type { RecoveryDefinition } from './recoveryDefinition.js';
import { inputOf, recoveryRun, type RunLines, type ToldRun } from './recoveryRun.js';
import { waveLine, type WaveLine } from './waveLine.js';
import { preparedWave, type WaveStory } from './waveStory.js';

/** What happens to a run of the recovery machine; where nothing is said, all goes well at once and the drill is cleaned up. */
export interface DrillStory {
  readonly waves: readonly WaveStory[];
  /** How often PrepareExecution fails with a RetryableError before it succeeds. */
  readonly prepareRetries?: number;
  /** How often AwaitDrain is not answered in time. */
  readonly drainUnanswered?: number;
  /** How often AwaitDrain fails with a TerminalError before it succeeds. */
  readonly drainBroken?: number;
  /** How often CleanUp says to wait a second, or that there is nothing to clean up, or that CleanUp fails with a TerminalError. */
  readonly cleanUp?: number | 'NONE' | 'BROKEN';
}

/** The case of a run that goes by a story. */
export function drill(definition: RecoveryDefinition, described: ToldRun, story: DrillStory): ConformanceCase {
  return recoveryRun(definition, described, drillLines(story, paceOf(definition(''))));
}

function drillLines(story: DrillStory, pace: Pace): RunLines {
  const { waves, prepareRetries = 0, drainUnanswered = 0, drainBroken = 0, cleanUp = 0 } = story;
  const main = new LineScript();
  const prepared = { Waves: waves.map((wave, index) => preparedWave(index + 1, wave)) };
  const failed = Array.from({ length: prepareRetries }, () => 'FAILED' as const);
  main.answered('PrepareExecution', ...failed.map(() => throws('RetryableError')), returns(prepared));
  main.passes('RunOrCleanUp', { task: 'PrepareExecution', attempts: [...failed, 'SUCCEEDED'] }, 'IsPrepared');
  main.waits(retrySeconds(prepareRetries));

  const lines = waves.map((wave, index) => waveLine(index + 1, wave, pace));
  main.passes({ map: 'RunWaves', iterations: lines.map(({ line }) => line.way) });
  main.waits(Math.max(0, ...lines.map(({ line }) => line.seconds)));
  releaseDependents(lines, waves);

  main.answered('AwaitDrain', ...Array.from({ length: drainBroken }, () => throws('TerminalError')), ...Array.from({ length: drainUnanswered }, () => silent), succeeds({ Answer: 'DRAINED' }));
  for (let time = 0; time < drainBroken; time += 1) main.passes({ task: 'AwaitDrain', attempts: ['FAILED'] }, 'WaitToDrain');
  for (let time = 0; time < drainUnanswered; time += 1) main.passes({ task: 'AwaitDrain', attempts: ['TIMED_OUT'] }, 'RegisterDrainAgain');
  main.waits(drainBroken * pace.tenMinutes + unansweredSeconds(drainUnanswered, pace));
  main.answered('FinalizeExecution', returns({ CleanUp: cleanUp !== 'NONE' }));
  main.passes('AwaitDrain', 'FinalizeExecution', 'IsCleanUpDue');
  cleanedUp(main, cleanUp);

  const run = { Payload: prepared, Failure: '', DrainWait: { Count: 1 + drainUnanswered, Seconds: pace.quarter * (1 + drainUnanswered) } };
  const output = { ...inputOf('RUN'), Run: run, Finalized: { Payload: { CleanUp: cleanUp !== 'NONE' } }, ...(cleanUp === 'NONE' ? {} : { CleanUp: { Payload: { Answer: 'DONE' } } }) };
  const settled = lines.flatMap(({ failure }, index) => (failure === undefined ? [] : [[`SettleWave ${index + 1}`, { Failure: failure === '' ? '' : { Error: failure } }] as const]));
  return {
    way: main.way,
    answers: Object.assign(main.answers, ...lines.map(({ line }) => line.answers)) as LineScript['answers'],
    expected: cleanUp === 'BROKEN' ? { status: 'FAILED', error: 'CleanUpFailed', cause: /drsctl executions cleanup/u } : { status: 'SUCCEEDED', output },
    input: inputOf('RUN'),
    seconds: main.seconds,
    received: { ...Object.fromEntries(settled), FinalizeExecution: { Failure: '' } },
  };
}

/** CleanUp, asked again as long as it says to wait. */
export function cleanedUp(line: LineScript, cleanUp: number | 'NONE' | 'BROKEN'): void {
  if (cleanUp === 'BROKEN') {
    line.answered('CleanUp', throws('TerminalError'));
    line.passes({ task: 'CleanUp', attempts: ['FAILED'] }, 'CleanUpFailed');
    return;
  }
  if (cleanUp !== 'NONE') {
    for (let wait = 0; wait < cleanUp; wait += 1) line.passes('CleanUp', 'IsCleanedUp', 'WaitForCleanUp');
    line.answered('CleanUp', ...Array.from({ length: cleanUp }, () => returns({ Answer: 'WAIT', WaitSeconds: 1 })), returns({ Answer: 'DONE' }));
    line.passes('CleanUp', 'IsCleanedUp');
    line.waits(cleanUp);
  }
  line.passes('Finished');
}

/** A wave that comes after another is answered by that one's ReleaseDependents. */
function releaseDependents(lines: readonly WaveLine[], waves: readonly WaveStory[]): void {
  waves.forEach(({ after, skipped }, index) => {
    if (after === undefined) return;
    const { answers } = lines[after - 1]!.line;
    const key = `ReleaseDependents ${after}`;
    const answer = success({ Answer: skipped === true ? 'SKIP' : 'START' }, { tokenOf: `AwaitDependencies ${index + 1}` });
    answers[key] = (answers[key] ?? []).map((given) => ({ ...given, calls: [...(given.calls ?? []), answer] }));
  });
}
