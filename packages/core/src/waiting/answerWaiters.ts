import { reasonOf } from '../errors.js';
import { skipped } from '../ending/settleWave.js';
import type { Executions, StoredExecution } from '../execution/executions.js';
import { readiness } from '../execution/readiness.js';
import type { WaveRecord } from '../execution/records.js';
import { isFinal } from '../execution/statuses.js';
import type { Ports } from '../ports/index.js';
import { unixSeconds } from '../ports/clock.js';
import { drainAnswer, waveAnswer, type Awaited } from './answers.js';

/** What answering needs. */
export type WaitingContext = Pick<Ports, 'clock' | 'machine' | 'logger'> & { readonly executions: Executions };

/** Whether those who wait on a wave, or for the drain, are to be answered. */
export type Whose = (waitsOn: number | 'DRAIN') => boolean;

/**
 * Answers every Task that waits for something the record already holds (design section 5, tokens). Whoever writes an
 * answer calls this afterwards; so do the poller and the repair, again and again, so that no wake-up is lost. An
 * answer that was given before is refused as GONE and does no harm.
 * @param read the execution, read after the answer was written; and whose waiters to answer, where not everybody's.
 */
export async function answerWaiters(context: WaitingContext, read: StoredExecution, whose: Whose = () => true): Promise<StoredExecution> {
  const execution = await skipStranded(context, read);
  const executionId = execution.header.ExecutionId;
  // A cancelled machine is being stopped; nothing may be started through it any more.
  if (execution.header.Status === 'CANCELLING' || isFinal(execution.header.Status)) return execution;
  const now = unixSeconds(context.clock);
  for (const wave of execution.waves.filter((candidate) => whose(candidate.WaveNumber))) {
    for (const [awaited, token] of Object.entries(wave.Tokens)) {
      const answer = waveAnswer(wave, awaited as Awaited, execution, now);
      if (answer !== undefined) await answerWave(context, wave, awaited, token, answer);
    }
  }
  const token = whose('DRAIN') ? execution.header.DrainToken : undefined;
  const drained = token === undefined ? undefined : drainAnswer(execution, now);
  if (token !== undefined && drained !== undefined && (await sent(context, executionId, 'DRAIN', token, drained))) {
    await context.executions.changeHeader(executionId, (header) => {
      const { DrainToken, ...rest } = header;
      return DrainToken === token ? rest : header;
    });
  }
  return execution;
}

/** Waves that can no longer start are SKIPPED, in order, so that what depends on them is too (P12). */
async function skipStranded(context: WaitingContext, execution: StoredExecution): Promise<StoredExecution> {
  const now = unixSeconds(context.clock);
  let waves = execution.waves;
  for (let again = true; again; ) {
    again = false;
    for (const wave of waves) {
      if (wave.WaveStatus !== 'PENDING' || readiness(wave, waves, now) !== 'SKIP') continue;
      const changed = await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => (current.WaveStatus === 'PENDING' ? skipped(current, now) : current));
      waves = waves.map((other) => (other.WaveNumber === wave.WaveNumber ? changed : other));
      again = true;
    }
  }
  return { header: execution.header, waves };
}

async function answerWave(context: WaitingContext, wave: WaveRecord, awaited: string, token: string, answer: { readonly Answer: string }): Promise<void> {
  if (!(await sent(context, wave.ExecutionId, awaited, token, answer, wave.WaveNumber))) return;
  // Only the token that was sent: a newer one belongs to a Task that registered again meanwhile.
  await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => {
    if (current.Tokens[awaited] !== token) return current;
    const { [awaited]: _answered, ...Tokens } = current.Tokens;
    return { ...current, Tokens };
  });
}

/** Whether the task is answered, or gone; false where Step Functions could not be reached and it has to be sent again. */
async function sent(context: WaitingContext, executionId: string, awaited: string, token: string, answer: { readonly Answer: string }, waveNumber?: number): Promise<boolean> {
  const fields = { ExecutionId: executionId, WaveNumber: waveNumber, Awaited: awaited, Answer: answer.Answer };
  try {
    const outcome = await context.machine.answer(token, answer);
    context.logger.info(outcome === 'ACCEPTED' ? 'waiting task answered' : 'waiting task was gone', fields);
    return true;
  } catch (error) {
    context.logger.warn('waiting task could not be answered: it is sent again', { ...fields, reason: reasonOf(error) });
    return false;
  }
}
