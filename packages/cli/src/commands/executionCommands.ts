import type { ExecutionSummary, ExecutionView } from '@drs-orchestration/core';
import { ApiProblem } from '../api/apiProblem.js';
import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { paintFor } from '../display/displayFor.js';
import { duration } from '../display/durations.js';
import { executionText } from '../display/executionText.js';
import { arnName, counted } from '../display/listing.js';
import { moment } from '../display/moment.js';
import { toneOf, type Paint } from '../display/paint.js';
import { printable } from '../display/printable.js';
import { reconcileText } from '../display/reconcileText.js';
import { table } from '../display/table.js';
import { InputError } from '../input/inputError.js';
import { nearestOf } from '../input/nearestOf.js';
import { wholeNumber } from '../input/wholeNumber.js';
import type { Target } from '../target/target.js';
import { widthOf } from '../terminal.js';
import { confirmByName } from './confirm.js';
import { follow } from './follow.js';
import type { AnswerOptions, DecisionOptions, ListOptions } from './answerOptions.js';
import { withTarget } from './withTarget.js';

const statuses = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'];
/** The most the API gives in one answer. */
const largestPage = 100;
const longestReason = 400;

/** `executions list`: the latest executions, newest first. */
export async function executionsList(options: ListOptions, context: CommandContext): Promise<number> {
  const limit = wholeNumber('--limit', options.limit ?? '20', 1, 100_000);
  const wanted = (options.status ?? '').split(',').map((status) => status.trim().toUpperCase()).filter((status) => status !== '');
  for (const status of wanted) if (!statuses.includes(status)) throw new InputError(`--status ${status}: ${nearestOf(status, statuses)}`);
  const Executions: ExecutionSummary[] = [];
  const NextCursor = await withTarget(options, context, async ({ api }) => {
    for (let cursor: string | undefined; ; ) {
      const page = await api.list({ statuses: wanted, limit: Math.min(largestPage, limit - Executions.length), ...(options.plan === undefined ? {} : { planId: options.plan }), ...(cursor === undefined ? {} : { cursor }) });
      Executions.push(...page.Executions);
      cursor = page.NextCursor;
      if (cursor === undefined || Executions.length >= limit) return cursor;
    }
  });
  const { stdout, stderr } = context.terminal;
  writeAnswer(context.terminal, options.json === true, { Executions, ...(NextCursor === undefined ? {} : { NextCursor }) }, () => (Executions.length === 0 ? [] : executionTable(Executions, widthOf(stdout), paintFor(stdout, context.environment))));
  if (options.json !== true && Executions.length === 0) stderr.write(wanted.length > 0 || options.plan !== undefined ? 'No execution is like that.\n' : 'There are no executions yet: drsctl drill PLAN makes one.\n');
  if (options.json !== true && NextCursor !== undefined) stderr.write(`There are older ones: --limit ${limit * 5} shows more.\n`);
  return 0;
}

function executionTable(executions: readonly ExecutionSummary[], width: number | undefined, paint: Paint): readonly string[] {
  return table(
    executions,
    [
      { title: 'EXECUTION', text: (one) => one.ExecutionId },
      { title: 'PLAN', text: (one) => one.PlanName, least: 12 },
      { title: 'TYPE', text: (one) => one.ExecutionType, leftOut: 2 },
      { title: 'STATUS', text: (one) => one.Status, paint: (text, one) => paint(toneOf(one.Status), text) },
      { title: 'STARTED (UTC)', text: (one) => moment(one.StartTime) },
      { title: 'TOOK', text: (one) => (one.EndTime === undefined ? '' : duration(one.EndTime - one.StartTime)), leftOut: 3 },
      { title: 'BY', text: (one) => arnName(one.InitiatedBy), leftOut: 4 },
      { title: 'PLAN ID', text: (one) => one.PlanId, leftOut: 5 },
      { title: 'RETRY OF', text: (one) => one.RetryOf ?? '', leftOut: 6 },
    ],
    width,
  );
}

/** `executions show ID`: one execution's record. */
export async function executionsShow(id: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  await withTarget(options, context, async (target) => {
    const view = await target.api.show(id);
    writeAnswer(context.terminal, options.json === true, view, () => textOf(view, target, context));
  });
  return 0;
}

function textOf(view: ExecutionView, target: Target, { terminal: { stdout }, environment }: CommandContext): readonly string[] {
  const width = widthOf(stdout);
  return executionText(view, { now: Math.floor(target.now() / 1000), paint: paintFor(stdout, environment), flags: target.flags, ...(width === undefined ? {} : { width }) });
}

/** `executions watch ID`: follows an execution to its end. */
export async function executionsWatch(id: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  return withTarget(options, context, (target) => follow({ executionId: id, started: false, json: options.json === true }, options, context, target));
}

/** `executions cancel ID`: nothing new launches; what is launched is followed to its end. */
export async function executionsCancel(id: string, options: DecisionOptions, context: CommandContext): Promise<number> {
  const reason = reasonOf(options);
  await withTarget(options, context, async ({ api, flags }) => {
    const answer = await api.cancel(id, reason);
    writeAnswer(context.terminal, options.json === true, answer, () => [`Execution ${id} is ${answer.Status}: nothing new launches; what is launched is followed to its end (drsctl executions watch ${id}${flags}).`]);
  });
  return 0;
}

/** `executions approve ID` and `reject ID`: answers for the wave that waits. */
export async function executionsDecide(id: string, decision: 'APPROVE' | 'REJECT', options: DecisionOptions, context: CommandContext): Promise<number> {
  const reason = reasonOf(options);
  await withTarget(options, context, async ({ api }) => {
    const wave = options.wave === undefined ? await theOneThatWaits(api.show(id), decision) : wholeNumber('--wave', options.wave, 1, 999);
    const answer = await api.answerApproval(id, wave, { decision, ...(reason === undefined ? {} : { reason }) });
    writeAnswer(context.terminal, options.json === true, answer, () => [`Wave ${answer.WaveNumber} of execution ${id} is ${answer.Decision}.`]);
  });
  return 0;
}

async function theOneThatWaits(asked: Promise<ExecutionView>, decision: 'APPROVE' | 'REJECT'): Promise<number> {
  const view = await asked;
  const waiting = view.Waves.filter((wave) => wave.Status === 'AWAITING_APPROVAL' && wave.Approval?.Decision === undefined);
  const [only, ...others] = waiting;
  if (only === undefined) throw new ApiProblem(409, `No wave of execution ${view.ExecutionId} awaits approval: it is ${view.Status}.`);
  if (others.length > 0) throw new InputError(`Several waves await approval: say which to ${decision.toLowerCase()} by --wave N (${waiting.map((wave) => `${wave.WaveNumber} ${wave.WaveName}`).join(', ')}).`);
  return only.WaveNumber;
}

function reasonOf({ reason }: DecisionOptions): string | undefined {
  if (reason !== undefined && reason.length > longestReason) throw new InputError(`--reason has ${reason.length} characters: give at most ${longestReason}.`);
  return reason;
}

/** `executions reconcile ID`: asks DRS how the jobs of waves that timed out have ended. */
export async function executionsReconcile(id: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  return withTarget(options, context, async (target) => {
    needsWorld(target, 'reconcile');
    const result = await target.api.reconcile(id);
    writeAnswer(context.terminal, options.json === true, result, () => reconcileText(printable(result), target.flags));
    return 0;
  });
}

/** `executions cleanup ID`: terminates what a drill launched and left. */
export async function executionsCleanUp(id: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  await withTarget(options, context, async (target) => {
    needsWorld(target, 'cleanup');
    const view = await target.api.show(id);
    const running = view.Waves.flatMap((wave) => wave.Servers).filter((server) => server.InstanceId !== undefined && server.TerminatedTime === undefined);
    if (options.yes !== true && running.length > 0) await confirmByName({ warning: `${counted(running.length, 'instance')} of the drill ${id} will be terminated.`, action: 'terminated', of: "plan's name", name: view.PlanName }, context);
    const answer = await target.api.cleanUp(id);
    writeAnswer(context.terminal, options.json === true, answer, () => [`Clean-up of execution ${id} is ${answer.CleanUp.Status}: drsctl executions watch ${id}${target.flags}`]);
  });
  return 0;
}

/** What asks DRS needs one: an emulated world ends with the process that ran it. */
function needsWorld({ kind }: Target, command: string): void {
  if (kind === 'LOCAL_RECORDS') throw new ApiProblem(409, `Nothing is left to ${command === 'cleanup' ? 'clean up' : command} here: the emulated DRS of a local run ends with the process that ran it, and its instances with it.`);
}
