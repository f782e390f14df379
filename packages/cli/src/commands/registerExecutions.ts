import type { Command } from 'commander';
import type { CommandContext } from '../commandContext.js';
import { exitStatusHelp } from '../exitStatus.js';
import { addTargetOptions } from '../target/targetOptions.js';
import type { AnswerOptions, DecisionOptions, ListOptions, ReportOptions } from './answerOptions.js';
import { addRunOptions } from './registerRuns.js';
import type { RunOptions } from './runOptions.js';

/** Adds `executions …` and `report`. */
export function addExecutionCommands(program: Command, context: CommandContext, ended: (status: number) => void): void {
  const executions = program.command('executions').description('list, show and watch runs; answer, cancel, clean up and retry them').addHelpText('after', `\n${exitStatusHelp}`);
  const load = () => import('./executionCommands.js');
  const on = (name: string, description: string): Command => addTargetOptions(executions.command(name).description(description).argument('<executionId>', 'its ExecutionId: see executions list'));
  const json = ['--json', 'print one JSON document'] as const;

  addTargetOptions(executions.command('list').description('list the runs, newest first'))
    .option('--status <statuses>', 'only these, e.g. FAILED,TIMEOUT')
    .option('--plan <planId>', "only this plan's")
    .option('--limit <number>', 'how many (default: 20)')
    .option(...json)
    .action(async (options: ListOptions) => ended(await (await load()).executionsList(options, context)));
  on('show', 'show a run: waves, servers, what went wrong, what to do next')
    .option(...json)
    .action(async (id: string, options: AnswerOptions) => ended(await (await load()).executionsShow(id, options, context)));
  on('watch', 'follow a run to its end; exits as the run does. Ctrl-C leaves it running')
    .option('--json', 'print one JSON object a line for each event, and last the result')
    .addHelpText('after', `\n${exitStatusHelp}`)
    .action(async (id: string, options: AnswerOptions) => ended(await (await load()).executionsWatch(id, options, context)));
  on('cancel', 'launch nothing more; what is launched is followed to its end, and a drill cleaned up')
    .option('--reason <text>', 'why, for the record')
    .option(...json)
    .action(async (id: string, options: DecisionOptions) => ended(await (await load()).executionsCancel(id, options, context)));
  for (const [name, decision, description] of [['approve', 'APPROVE', 'let a wave that pauses (PauseBefore) launch'], ['reject', 'REJECT', 'do not let it: it is CANCELLED, and what depends on it SKIPPED']] as const) {
    on(name, description)
      .option('--wave <number>', 'which wave (default: the one that waits)')
      .option('--reason <text>', 'why, for the record')
      .option(...json)
      .action(async (id: string, options: DecisionOptions) => ended(await (await load()).executionsDecide(id, decision, options, context)));
  }
  on('reconcile', 'ask DRS how the jobs of waves that timed out have ended, and set their status right')
    .option(...json)
    .action(async (id: string, options: AnswerOptions) => ended(await (await load()).executionsReconcile(id, options, context)));
  on('cleanup', 'terminate what a drill launched and left')
    .option('-y, --yes', 'do not ask first')
    .option(...json)
    .action(async (id: string, options: AnswerOptions) => ended(await (await load()).executionsCleanUp(id, options, context)));
  addRunOptions(executions.command('retry').description('run again only what did not succeed, as a run of its own, and follow it').argument('<executionId>', 'its ExecutionId: see executions list'))
    .option('-y, --yes', "of a recovery: do not ask for the plan's name first")
    .action(async (executionId: string, options: RunOptions) => {
      const { run } = await import('./run.js');
      ended(await run({ command: 'retry', executionId }, options, context));
    });

  addTargetOptions(program.command('report').description("a run's report for an auditor: verdict, RTO, timeline, what failed and why, who approved").argument('<executionId>', 'its ExecutionId: see executions list'))
    .option('--html <file>', 'write it as one HTML file that needs no network')
    .option('--markdown <file>', 'write it as Markdown')
    .option('--json', 'print it as one JSON document')
    .addHelpText('after', `\nWithout a file it is printed as Markdown.\n\n${exitStatusHelp}`)
    .action(async (id: string, options: ReportOptions) => {
      const { reportCommand } = await import('./report.js');
      ended(await reportCommand(id, options, context));
    });
}
