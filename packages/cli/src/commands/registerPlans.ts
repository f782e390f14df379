import type { Command } from 'commander';
import type { CommandContext } from '../commandContext.js';
import { exitStatusHelp } from '../exitStatus.js';
import { addTargetOptions } from '../target/targetOptions.js';
import type { AnswerOptions } from './answerOptions.js';

const ofPlans = `
drsctl --help shows a small plan file; the README of @drs-orchestration/cli has one
with every key.

${exitStatusHelp}`;

const yes = ['-y, --yes', 'do not ask first'] as const;

/** Adds `plan …` and `group …`. */
export function addPlanCommands(program: Command, context: CommandContext, ended: (status: number) => void): void {
  addPlans(program.command('plan').description('check, store, list, show, compare and delete plans').addHelpText('after', ofPlans), context, ended);
  addGroups(program.command('group').description('the same for protection groups: named sets of servers that plans use').addHelpText('after', `\nA plan file may carry its groups; plan put then stores them beside it.\n\n${exitStatusHelp}`), context, ended);
}

/** A command that answers once. */
function answering(command: Command): Command {
  return addTargetOptions(command).option('--json', 'print one JSON document');
}

function addPlans(plan: Command, context: CommandContext, ended: (status: number) => void): void {
  const load = () => import('./planCommands.js');
  answering(plan.command('validate').description('check a plan file: every fault at once, each with its path and line; the same everywhere').argument('<file>', 'the plan file (YAML)')).action(async (file: string, options: AnswerOptions) => {
    const { planValidate } = await import('./planValidate.js');
    ended(planValidate(file, options, context.terminal));
  });
  answering(plan.command('put').description('store a plan and the groups its file carries, in place of what is stored').argument('<file>', 'the plan file (YAML)')).action(async (file: string, options: AnswerOptions) => ended(await (await load()).planPut(file, options, context)));
  answering(plan.command('list').description('list the stored plans')).action(async (options: AnswerOptions) => ended(await (await load()).planList(options, context)));
  answering(plan.command('show').description('print a stored plan as a plan file (YAML)').argument('<planId>', 'its PlanId')).action(async (id: string, options: AnswerOptions) => ended(await (await load()).planShow(id, options, context)));
  answering(plan.command('diff').description('compare a plan file with what is stored, defaults applied: exit status 0 the same, 1 it differs').argument('<file>', 'the plan file (YAML)')).action(async (file: string, options: AnswerOptions) => ended(await (await load()).planDiff(file, options, context)));
  answering(plan.command('delete').description('delete a stored plan; records of its runs stay').argument('<planId>', 'its PlanId')).option(...yes).action(async (id: string, options: AnswerOptions) => ended(await (await load()).planDelete(id, options, context)));
}

function addGroups(group: Command, context: CommandContext, ended: (status: number) => void): void {
  const load = () => import('./groupCommands.js');
  answering(group.command('validate').description("check a group's file: GroupId, GroupName, Region, and ServerIds or Tags").argument('<file>', "the group's file (YAML)")).action(async (file: string, options: AnswerOptions) => ended((await load()).groupValidate(file, options, context)));
  answering(group.command('put').description('store a group, in place of what is stored').argument('<file>', "the group's file (YAML)")).action(async (file: string, options: AnswerOptions) => ended(await (await load()).groupPut(file, options, context)));
  answering(group.command('list').description('list the stored groups')).action(async (options: AnswerOptions) => ended(await (await load()).groupList(options, context)));
  answering(group.command('show').description('print a stored group as a file (YAML)').argument('<groupId>', 'its GroupId')).action(async (id: string, options: AnswerOptions) => ended(await (await load()).groupShow(id, options, context)));
  answering(group.command('delete').description('delete a stored group that no plan uses').argument('<groupId>', 'its GroupId')).option(...yes).action(async (id: string, options: AnswerOptions) => ended(await (await load()).groupDelete(id, options, context)));
}
