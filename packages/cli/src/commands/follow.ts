import type { ExecutionView } from '@drs-orchestration/core';
import type { CommandContext } from '../commandContext.js';
import { ApiProblem } from '../api/apiProblem.js';
import { displayFor } from '../display/displayFor.js';
import { exitStatusOf, left } from '../exitStatus.js';
import { RemoteRun } from '../follow/remoteRun.js';
import { readerGone } from '../output.js';
import { openTarget } from '../target/openTarget.js';
import type { Target } from '../target/target.js';
import type { TargetOptions } from '../target/targetOptions.js';
import { ask, canAsk } from '../terminal.js';

/** How often a live display is drawn, in milliseconds by the wall. */
const drawnEvery = 500;

/** What is followed. */
export interface Followed {
  readonly executionId: string;
  /** Whether this command started it: then leaving it asks whether it shall be cancelled too. */
  readonly started: boolean;
  readonly json: boolean;
  /** What was shown already. */
  readonly since?: ExecutionView;
}

/** Follows an execution that runs without this process; the exit status tells how it ended, or that it was left. */
export async function follow(followed: Followed, options: TargetOptions, context: CommandContext, target: Target): Promise<number> {
  const { executionId, json } = followed;
  const { terminal, interrupts, clock } = context;
  const display = displayFor(
    {
      json,
      // A sped-up system that is reached as if it were on AWS is ahead of this machine's time.
      now: () => Math.max(Math.floor(target.now() / 1000), run.view?.LastPolledTime ?? 0),
      footer: 'Ctrl-C leaves; the run goes on',
      howToApprove: (id, wave) => `drsctl executions approve ${id} --wave ${wave}${target.flags}`,
    },
    context,
  );
  // Who looks on at another's run has seen enough when the reader has gone; a run of ours is followed to its exit status.
  const leave = followed.started ? interrupts.signal : AbortSignal.any([interrupts.signal, readerGone(terminal.stdout)]);
  const run = new RemoteRun({ target, reopen: () => openTarget(options, context), executionId, display, clock, leave, redrawEvery: drawnEvery, ...(followed.since === undefined ? {} : { since: followed.since }) });
  interrupts.onSecond = () => {
    display.leave();
    terminal.stderr.write(`Left: execution ${executionId} goes on. Cancel it by drsctl executions cancel ${executionId}${target.flags}\n`);
  };
  try {
    return exitStatusOf((await run.toItsEnd()).Status);
  } catch (error) {
    if (!leave.aborted) throw error;
  }
  if (!followed.started || json || !(await wantsCancel(context))) {
    terminal.stderr.write(`Left: execution ${executionId} goes on.\n  See it again: drsctl executions watch ${executionId}${target.flags}\n  Cancel it:    drsctl executions cancel ${executionId}${target.flags}\n`);
    return left;
  }
  await cancel(target, executionId);
  terminal.stderr.write('Cancelling: nothing new launches; what is launched is followed to its end.\n');
  interrupts.goOn();
  return follow({ ...followed, started: false, ...(run.view === undefined ? {} : { since: run.view }) }, options, context, target);
}

async function wantsCancel({ terminal }: CommandContext): Promise<boolean> {
  if (!canAsk(terminal)) return false;
  const answer = await ask(terminal, '\nThe run goes on without this terminal. Cancel it? (y/N) ');
  return /^y(?:es)?$/iu.test(answer);
}

async function cancel({ api }: Target, executionId: string): Promise<void> {
  try {
    await api.cancel(executionId, 'interrupted at the terminal');
  } catch (error) {
    // 409: it has ended meanwhile.
    if (!(error instanceof ApiProblem && error.status === 409)) throw error;
  }
}
