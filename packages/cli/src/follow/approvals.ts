import type { Clock } from '@drs-orchestration/core';
import type { ScenarioApproval } from '@drs-orchestration/testkit';
import type { ApiClient, ApprovalAnswer } from '../api/apiClient.js';
import { ApiProblem } from '../api/apiProblem.js';
import type { NamedWave } from './events.js';

/** Where the answers for waves that pause come from. */
export interface Approvers {
  /** The scenario's answers. */
  readonly scripted: readonly ScenarioApproval[];
  /** Asks whoever sits at the terminal; absent where nobody does. */
  readonly ask?: (wave: NamedWave, signal: AbortSignal) => Promise<ApprovalAnswer>;
}

/** What answering needs. */
export interface ApprovalContext {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly executionId: string;
  readonly approvers: Approvers;
  /** Aborted when the run is over or being cancelled. */
  readonly signal: AbortSignal;
  /** Told why an answer did not count. */
  readonly warn: (message: string) => void;
}

/**
 * Answers for a wave that pauses: as the scenario says, after its AfterSeconds; else as the person at the terminal
 * does, while the clock stands still; else nobody does, and the wave's own timeout applies.
 */
export async function answerForWave(context: ApprovalContext, wave: NamedWave): Promise<void> {
  const { api, clock, executionId, approvers, signal, warn } = context;
  const scripted = approvers.scripted.find((answer) => answer.WaveNumber === wave.WaveNumber);
  try {
    if (scripted !== undefined) {
      await clock.sleep(scripted.AfterSeconds * 1000, signal);
      const { Decision, By, Reason } = scripted;
      await api.answerApproval(executionId, wave.WaveNumber, { decision: Decision, by: By, ...(Reason === undefined ? {} : { reason: Reason }) });
    } else if (approvers.ask !== undefined) {
      const { ask } = approvers;
      const answer = await clock.standingStill(() => ask(wave, signal));
      await api.answerApproval(executionId, wave.WaveNumber, answer);
    } else {
      warn(`nobody is here to approve wave ${wave.WaveNumber} (${wave.WaveName}): it is cancelled when its ApprovalTimeoutSeconds are over. Answer in a scenario's Approvals, or run at a terminal`);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ApiProblem)) throw error;
    warn(error.message);
  }
}
