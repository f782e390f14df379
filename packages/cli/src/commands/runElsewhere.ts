import { isFinal, type ExecutionType, type ExecutionView, type RecoveryPlan } from '@drs-orchestration/core';
import type { CommandContext } from '../commandContext.js';
import { warningLine } from '../display/warningLine.js';
import { readPlan } from '../input/planInput.js';
import { planReference } from '../input/planReference.js';
import { planContent } from '../plans/storedSide.js';
import { upload } from '../plans/upload.js';
import { uploadLine } from '../plans/uploadLine.js';
import type { Target } from '../target/target.js';
import { addToWorld } from './addToWorld.js';
import { confirmByName } from './confirm.js';
import { follow } from './follow.js';
import type { RunOptions, RunRequest } from './runOptions.js';

/**
 * Starts a plan's execution, or the retry of one, where it runs without this process, and follows it to its end.
 * A plan file is stored first where it differs from what is stored. The target is closed.
 */
export async function runElsewhere(request: RunRequest, options: RunOptions, context: CommandContext, target: Target): Promise<number> {
  try {
    const executionId = request.command === 'retry' ? await retry(request.executionId, options, context, target) : await start(request.plan, request.executionType, options, context, target);
    return await follow({ executionId, started: true, json: options.json === true }, options, context, target);
  } finally {
    await target.close();
  }
}

async function start(reference: string, executionType: ExecutionType, options: RunOptions, context: CommandContext, target: Target): Promise<string> {
  const plan = await storedPlan(reference, executionType, options, context, target);
  if (context.interrupts.signal.aborted) throw context.interrupts.signal.reason;
  return target.api.start(plan.PlanId, executionType);
}

async function storedPlan(reference: string, executionType: ExecutionType, options: RunOptions, context: CommandContext, target: Target): Promise<RecoveryPlan> {
  const { api } = target;
  const { file, planId } = planReference(reference);
  const say = (line: string): void => void context.terminal.stderr.write(`${line}\n`);
  if (file === undefined) {
    const plan = planContent(await api.plan(planId));
    await confirm(plan, executionType, options, context);
    return plan;
  }
  const valid = readPlan(file, { groups: 'UNKNOWN' });
  for (const warning of valid.warnings) context.terminal.stderr.write(warningLine(warning, file));
  await confirm(valid.plan, executionType, options, context);
  say(uploadLine(await upload(api, valid)));
  await addToWorld(valid, target, say);
  return valid.plan;
}

async function retry(earlier: string, options: RunOptions, context: CommandContext, { api }: Target): Promise<string> {
  const view = await api.show(earlier);
  if (isFinal(view.Status)) await confirm(view, view.ExecutionType, options, context);
  return (await api.retry(earlier)).ExecutionId;
}

async function confirm({ PlanName }: Pick<ExecutionView, 'PlanName'>, executionType: ExecutionType, { yes, local }: RunOptions, context: CommandContext): Promise<void> {
  if (executionType !== 'RECOVERY' || yes === true) return;
  await confirmByName({ warning: `A recovery launches servers for real${local === true ? ', here against an emulated DRS' : ''}.`, action: 'started', of: "plan's name", name: PlanName }, context);
}
