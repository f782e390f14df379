import type { ExecutionType } from '@drs-orchestration/core';
import { Command, CommanderError } from 'commander';
import { planValidate } from './commands/planValidate.js';
import type { CommandContext, RunOptions } from './commands/run.js';
import { internalError, wrongInput } from './exitStatus.js';
import { ApiProblem } from './follow/apiProblem.js';
import { InputError } from './input/inputError.js';
import { defaultSpeed } from './local/speed.js';

const introduction = `Recovers servers in order with AWS Elastic Disaster Recovery (DRS).

A plan file says which servers come up in which waves, and what depends on what.
A drill rehearses it and terminates what it launched; a recovery is for real.
With --local both run on this machine, through the very state machine and Lambda
code that is deployed, against an emulated DRS whose time is sped up.`;

const examples = `
Start here:
  $ drsctl plan validate examples/three-tier.yaml
  $ drsctl drill examples/three-tier.yaml --local
  $ drsctl drill examples/three-tier.yaml --local --scenario examples/scenarios/failing-server.yaml

Exit status: 0 COMPLETED, 10 PARTIAL, 11 FAILED, 12 TIMEOUT, 13 CANCELLED, 2 wrong input.`;

const ofRuns = `
At a terminal the run is shown live; elsewhere as plain lines, one an event.
Ctrl-C cancels it: nothing new launches, what is launched is followed to its end
and cleaned up. A second Ctrl-C leaves at once.
Waves with PauseBefore take the scenario's answer, or ask at the terminal.

Exit status: 0 COMPLETED, 10 PARTIAL, 11 FAILED, 12 TIMEOUT, 13 CANCELLED, 2 wrong input.`;

/** Runs drsctl with these arguments (without node and script) and returns its exit status; never throws. */
export async function drsctl(args: readonly string[], context: CommandContext): Promise<number> {
  let status = 0;
  const program = commands(context, (given) => (status = given));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongInput;
    return failed(error, context, program.opts<{ debug?: boolean }>().debug === true || args.includes('--debug'));
  }
}

function failed(error: unknown, { terminal, interrupts }: CommandContext, debug: boolean): number {
  const say = (text: string): void => void terminal.stderr.write(`${text}\n`);
  if (debug) say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  else if (interrupts.signal.aborted && error === interrupts.signal.reason) say('Cancelled: nothing was started.');
  else if (error instanceof InputError) say(error.message);
  else say(`drsctl failed: ${error instanceof Error ? error.message : String(error)}\nRun it again with --debug to see where.`);
  if (interrupts.signal.aborted) return 13;
  return error instanceof InputError || (error instanceof ApiProblem && error.status === 400) ? wrongInput : internalError;
}

function commands(context: CommandContext, ended: (status: number) => void): Command {
  const { stdout, stderr } = context.terminal;
  const program = new Command('drsctl')
    .description(introduction)
    .addHelpText('after', examples)
    .option('--debug', 'show where an error comes from (stack traces)')
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .showHelpAfterError('(--help shows what there is)')
    .showSuggestionAfterError()
    .exitOverride();
  program
    .command('drill')
    .description('rehearse a plan: launch its servers in order, check them, terminate them again')
    .argument('<plan>', 'the plan file (YAML)')
    .action(async (plan: string, options: RunOptions) => ended(await start(plan, 'DRILL', options, context)));
  program
    .command('recover')
    .description('run a plan for real: launch its servers in order and keep them')
    .argument('<plan>', 'the plan file (YAML)')
    .option('-y, --yes', "do not ask for the plan's name first")
    .action(async (plan: string, options: RunOptions) => ended(await start(plan, 'RECOVERY', options, context)));
  for (const command of program.commands) runOptions(command);
  program
    .command('plan')
    .description('work with plan files')
    .command('validate')
    .description('check a plan file: every fault at once, each with its path and line')
    .argument('<file>', 'the plan file (YAML)')
    .option('--local', 'as for runs on this machine (the same check)')
    .action((file: string) => planValidate(file, context.terminal));
  return program;
}

/** What a run needs is loaded when one is started, so that --help answers at once. */
async function start(plan: string, type: ExecutionType, options: RunOptions, context: CommandContext): Promise<number> {
  const { run } = await import('./commands/run.js');
  return run(plan, type, options, context);
}

function runOptions(command: Command): void {
  command
    .option('--local', 'run on this machine, against an emulated DRS (the only way so far)')
    .option('--scenario <file>', 'the world of the run: servers, quotas, timing, faults, approvals (YAML)')
    .option('--speed <times>', `how many times as fast as DRS, or max (default: ${defaultSpeed})`)
    .option('--json', 'print one JSON object a line for each event, and last the result')
    .option('--ephemeral', 'keep no records')
    .option('--data-dir <folder>', 'where records are kept (default: .drs-orchestration)')
    .option('--debug', 'show where an error comes from (stack traces)')
    .addHelpText('after', ofRuns);
}
