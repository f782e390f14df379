import {
  afterEnd,
  answerWaiters,
  cleanUpIsDue,
  cleanUpName,
  finalize,
  instancesNotGone,
  isDrained,
  isFinal,
  isStartDue,
  listedRemaining,
  mayBeUnknownYet,
  reasonOf,
  unixSeconds,
  type ExecutionHeader,
  type MachineState,
} from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** How many clean-up machines the repair starts by itself; an operator can start more. */
const cleanUpRuns = 3;

/**
 * Does what must still happen to a run (design section 9): starts a machine that never started, records one that has
 * ended, answers who still waits, and after the end sees to clean-up, message and lock. Repeating it is harmless.
 */
export async function repair(context: OrchestratorContext, executionId: string): Promise<void> {
  const header = await context.executions.findHeader(executionId);
  if (header === undefined || header.Open === undefined) return;
  if (isFinal(header.Status)) return finish(context, executionId);
  const machine = await context.machine.describe(executionId);
  if (machine === undefined && header.Status === 'PENDING') {
    await startMachine(context, executionId);
    return;
  }
  if (machine?.status === 'RUNNING') {
    await answerWaiters(context, await context.executions.load(executionId));
    return;
  }
  if (machine === undefined && mayBeUnknownYet(header, unixSeconds(context.clock))) return;
  await recordMachineEnd(context, executionId, machine ?? { status: 'ABORTED', cause: 'Step Functions knows no execution of that name' });
}

/** Starts the machine of a run whose accepting request has not, and puts down when: for a while nobody may know of it. */
async function startMachine(context: OrchestratorContext, executionId: string): Promise<void> {
  const now = unixSeconds(context.clock);
  const header = await context.executions.changeHeader(executionId, (current) => (current.Status === 'PENDING' && isStartDue(current, now) ? { ...current, MachineStartedAt: now } : current));
  if (header.Status === 'PENDING' && header.MachineStartedAt === now) await context.machine.start(executionId, { Mode: 'RUN', ExecutionId: executionId });
}

/**
 * Records how a machine ended that left its execution unfinished. Where nothing is in the air the execution gets its
 * final status now; otherwise the poller follows its jobs and finalizes after the last one.
 */
export async function recordMachineEnd(context: OrchestratorContext, executionId: string, machine: MachineState): Promise<void> {
  const header = await context.executions.changeHeader(executionId, (current) => ended(current, machine, unixSeconds(context.clock)));
  if (isFinal(header.Status)) return finish(context, executionId);
  const { waves } = await context.executions.load(executionId);
  if (!isDrained(header, waves, unixSeconds(context.clock))) return;
  await finalize(context, executionId);
  await finish(context, executionId);
}

function ended(header: ExecutionHeader, machine: MachineState, now: number): ExecutionHeader {
  if (isFinal(header.Status) || header.Machine !== undefined || machine.status === 'RUNNING') return header;
  return {
    ...header,
    Machine: { Status: machine.status, At: now, ...(machine.error === undefined ? {} : { Error: machine.error }), ...(machine.cause === undefined ? {} : { Cause: machine.cause.slice(0, 1000) }) },
    // The finder watches POLLING and CANCELLING only, and something may be in the air.
    ...(header.Status === 'CANCELLING' ? {} : { Status: 'POLLING' as const }),
    NextPollTime: now,
  };
}

/** What section 9 asks for after an end: the clean-up started, then the message, then the lock. */
async function finish(context: OrchestratorContext, executionId: string): Promise<void> {
  const header = await context.executions.header(executionId);
  if (cleanUpIsDue(header)) await tryCleanUp(context, header);
  await afterEnd(context, await context.executions.load(executionId));
}

/** A clean-up that cannot be started now keeps neither the message nor the lock waiting: the run stays open. */
async function tryCleanUp(context: OrchestratorContext, header: ExecutionHeader): Promise<void> {
  try {
    await startCleanUp(context, header);
  } catch (error) {
    context.logger.error('the clean-up could not be started: it is in a minute', { ExecutionId: header.ExecutionId, reason: reasonOf(error) });
  }
}

/**
 * The next clean-up machine, noted first, then started: a run that was noted but never started (an operator's too) is
 * started under its own name, so that neither order of two repairs starts two.
 */
async function startCleanUp(context: OrchestratorContext, header: ExecutionHeader): Promise<void> {
  const run = header.CleanUp?.Run ?? 0;
  const machine = await context.machine.describe(cleanUpName(header.ExecutionId, run));
  if (machine?.status === 'RUNNING') return;
  const noted = run > 0 && machine === undefined;
  const next = noted ? run : run + 1;
  const mayStart = noted || next <= cleanUpRuns;
  const now = unixSeconds(context.clock);
  // A clean-up that broke off each time has named none.
  const left = mayStart ? [] : instancesNotGone((await context.executions.load(header.ExecutionId)).waves);
  await context.executions.changeHeader(header.ExecutionId, (current) => {
    if (current.CleanUp?.Run !== run || !cleanUpIsDue(current)) return current;
    if (mayStart) return { ...current, CleanUp: { ...current.CleanUp, Run: next, Status: 'PENDING' } };
    return { ...current, CleanUp: { ...current.CleanUp, Status: 'FAILED', EndedAt: now, Remaining: listedRemaining(current.CleanUp.Remaining, left), Error: `Clean-up did not end in ${run} runs; run \`drsctl executions cleanup ${header.ExecutionId}\`.` } };
  });
  if (mayStart) await context.machine.start(cleanUpName(header.ExecutionId, next), { Mode: 'CLEANUP', ExecutionId: header.ExecutionId });
}
