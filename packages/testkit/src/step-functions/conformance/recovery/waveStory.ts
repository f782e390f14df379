import type { ServerStory } from './serverStory.js';

/** What happens to a wave; where nothing is said, all goes well at once. */
export interface WaveStory {
  /** The wave whose release answers this one's AwaitDependencies. */
  readonly after?: number;
  /** AwaitDependencies is answered by SKIP. */
  readonly skipped?: true;
  /** How often AwaitDependencies is not answered in time. */
  readonly startUnanswered?: number;
  /** The wave pauses before it launches; UNHEARD: it is approved, and nobody tells the machine. One of which the machine does not hear is waited for 2 s. */
  readonly approval?: 'APPROVED' | 'REJECTED' | 'UNANSWERED' | 'UNHEARD';
  /** Its servers, one by one; a parallel wave where there are none. */
  readonly servers?: readonly ServerStory[];
  /** How often LaunchWave says to wait a second. */
  readonly launchWaits?: number;
  readonly launchUnanswered?: number;
  /** How often CheckHealth says to wait a second. */
  readonly healthWaits?: number;
  /** The Task that fails with a TerminalError. */
  readonly breaksAt?: 'AwaitDependencies' | 'AwaitApproval' | 'CloseApproval' | 'LaunchWave' | 'AwaitLaunch' | 'CheckHealth';
  /** The Task whose answer the machine does not know. */
  readonly oddAt?: 'AwaitDependencies' | 'AwaitApproval' | 'CloseApproval' | 'LaunchWave' | 'CheckHealth';
  /** How often SettleWave fails with a RetryableError before it succeeds. */
  readonly settleRetries?: number;
  /** How often SettleWave fails with a TerminalError before that. */
  readonly settleLost?: number;
  /** What passes between a wave that succeeded and its release, in seconds. */
  readonly waitTimeSeconds?: number;
  /** ReleaseDependents fails with a TerminalError. */
  readonly releaseGivenUp?: true;
}

/** Whether the wave asks for an approval. */
export const pausesBefore = (story: WaveStory): boolean => story.approval !== undefined || story.breaksAt === 'AwaitApproval' || story.oddAt === 'AwaitApproval' || approvalTimesOut(story);

/** Whether the machine hears nothing of an answer, and asks once its time is over. */
export const approvalTimesOut = ({ approval, breaksAt, oddAt }: WaveStory): boolean =>
  approval === 'UNANSWERED' || approval === 'UNHEARD' || breaksAt === 'CloseApproval' || oddAt === 'CloseApproval';

/** How long an approval is waited for, in seconds: long enough to be given, or short enough to be waited out. */
export const approvalSeconds = (story: WaveStory): number => (approvalTimesOut(story) ? 2 : 86_400);

/** What PrepareExecution says of wave `number`. */
export function preparedWave(number: number, story: WaveStory): object {
  return {
    WaveNumber: number,
    Sequential: story.servers !== undefined,
    ServerCount: story.servers?.length ?? 2,
    PauseBefore: pausesBefore(story),
    ApprovalTimeoutSeconds: approvalSeconds(story),
    WaitTimeSeconds: story.waitTimeSeconds ?? 0,
  };
}
