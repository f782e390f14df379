import type { PlanSummary } from '@drs-orchestration/core';
import { stringify } from 'yaml';
import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { counted } from '../display/listing.js';
import { printable } from '../display/printable.js';
import { table } from '../display/table.js';
import { warningLine } from '../display/warningLine.js';
import { differs } from '../exitStatus.js';
import { readPlan } from '../input/planInput.js';
import { differenceLine } from '../plans/differences.js';
import { found, groupContent, planContent, planDifferences, storedSide } from '../plans/storedSide.js';
import { planFile } from '../plans/planFile.js';
import { upload } from '../plans/upload.js';
import { uploadLine } from '../plans/uploadLine.js';
import { widthOf } from '../terminal.js';
import { addToWorld } from './addToWorld.js';
import type { AnswerOptions } from './answerOptions.js';
import { confirmByName } from './confirm.js';
import { withTarget } from './withTarget.js';

/** `plan put FILE`: stores a plan and the groups that its file carries. */
export async function planPut(file: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const valid = readPlan(file, { groups: 'UNKNOWN' });
  for (const warning of valid.warnings) context.terminal.stderr.write(warningLine(warning, file));
  const stored = await withTarget(
    options,
    context,
    async (target) => {
      const done = await upload(target.api, valid);
      await addToWorld(valid, target, (sentence) => void context.terminal.stderr.write(`${sentence}\n`));
      return done;
    },
    { creates: true },
  );
  writeAnswer(context.terminal, options.json === true, stored, () => [uploadLine(stored), ...(stored.VersionBefore === undefined ? [] : stored.Changes.map((change) => `  ${differenceLine(change)}`))]);
  return 0;
}

/** `plan diff FILE`: in what a file differs from the stored plan; the exit status says whether. */
export async function planDiff(file: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const valid = readPlan(file, { groups: 'UNKNOWN' });
  const stored = await withTarget(options, context, ({ api }) => storedSide(api, valid));
  const Differences = planDifferences(stored, valid);
  const { PlanId } = valid.plan;
  const Version = stored.plan?.Version;
  writeAnswer(context.terminal, options.json === true, { PlanId, ...(Version === undefined ? {} : { Version }), Differences }, () => {
    if (Version === undefined) return [`${PlanId} is not stored: all of ${file} would be new.`];
    return [Differences.length === 0 ? `${file}: as version ${Version} of ${PlanId} is stored.` : `${file}: ${counted(Differences.length, 'difference')} from version ${Version} of ${PlanId}.`, ...Differences.map((one) => `  ${differenceLine(one)}`)];
  });
  return Differences.length === 0 ? 0 : differs;
}

/** `plan list`: every stored plan. */
export async function planList(options: AnswerOptions, context: CommandContext): Promise<number> {
  const Plans: PlanSummary[] = [];
  await withTarget(options, context, async ({ api }) => {
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await api.plans(cursor);
      Plans.push(...page.Plans);
      cursor = page.NextCursor;
    }
  });
  Plans.sort((a, b) => (a.PlanId < b.PlanId ? -1 : 1));
  writeAnswer(context.terminal, options.json === true, { Plans }, () => (Plans.length === 0 ? [] : planTable(Plans, widthOf(context.terminal.stdout))));
  if (Plans.length === 0 && options.json !== true) context.terminal.stderr.write('There are no plans yet: drsctl plan put FILE stores one.\n');
  return 0;
}

function planTable(plans: readonly PlanSummary[], width: number | undefined): readonly string[] {
  return table(
    plans,
    [
      { title: 'PLAN', text: (plan) => plan.PlanId },
      { title: 'NAME', text: (plan) => plan.PlanName, least: 8 },
      { title: 'REGION', text: (plan) => plan.Region, leftOut: 2 },
      { title: 'WAVES', text: (plan) => String(plan.WaveCount), leftOut: 3 },
      { title: 'VERSION', text: (plan) => String(plan.Version), leftOut: 1 },
      { title: 'RUNS', text: (plan) => plan.ActiveExecutionId ?? '', leftOut: 4 },
    ],
    width,
  );
}

/** `plan show ID`: a stored plan as a plan file, with the groups it names. */
export async function planShow(planId: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const { plan, groups } = await withTarget(options, context, async ({ api }) => {
    const stored = await api.plan(planId);
    const ids = [...new Set(stored.Waves.flatMap((wave) => wave.ProtectionGroupId ?? []))];
    return { plan: stored, groups: (await Promise.all(ids.map((id) => found(() => api.group(id))))).flatMap((group) => group ?? []) };
  });
  // A file that it is written to has every character; a terminal would obey some.
  const shown = context.terminal.stdout.isTTY === true ? printable<string> : (text: string) => text;
  writeAnswer(context.terminal, options.json === true, plan, () => [
    `# version ${plan.Version}${plan.ActiveExecutionId === undefined ? '' : `, run by execution ${plan.ActiveExecutionId}`}`,
    shown(stringify(planFile(planContent(plan), groups.map(groupContent)), { lineWidth: 0 }).trimEnd()),
  ]);
  return 0;
}

/** `plan delete ID`: removes a stored plan; what ran of it stays on record. */
export async function planDelete(planId: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const deleted = await withTarget(options, context, async ({ api }) => {
    const { Version, PlanName } = await api.plan(planId);
    if (options.yes !== true) await confirmByName({ warning: `Plan ${planId} (${PlanName}, version ${Version}) will be deleted; records of its runs stay.`, action: 'deleted', of: 'PlanId', name: planId }, context);
    await api.deletePlan(planId, Version);
    return { PlanId: planId, Version };
  });
  writeAnswer(context.terminal, options.json === true, { ...deleted, Deleted: true }, () => [`${planId}: deleted (version ${deleted.Version}).`]);
  return 0;
}
