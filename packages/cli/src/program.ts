import { softwareVersion } from '@drs-orchestration/core';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { CommandContext } from './commandContext.js';
import { addExecutionCommands } from './commands/registerExecutions.js';
import { addPlanCommands } from './commands/registerPlans.js';
import { addRunCommands } from './commands/registerRuns.js';
import { addSetUpCommands } from './commands/registerSetUp.js';
import { printable } from './display/printable.js';
import { cancelled, exitStatusHelp, wrongInput } from './exitStatus.js';
import { explainFailure } from './failure/explainFailure.js';

const introduction = `Recovers servers in order with AWS Elastic Disaster Recovery (DRS).

A plan file says which servers come up in which waves, and what depends on what.
A drill rehearses it and terminates what it launched; a recovery is for real.
With --local both run on this machine, through the very state machine and Lambda
code that is deployed, against an emulated DRS whose time is sped up.`;

const examples = `
Start here, on this machine, without an AWS account. A plan, shop.yaml:
  PlanName: Shop
  Region: us-east-1
  Waves:
    - { WaveNumber: 1, WaveName: Database, ServerIds: [s-3d75cdc0d9a28a725] }
    - { WaveNumber: 2, WaveName: Web, ServerIds: [s-3578f52ef3bdd58b4] }

  $ drsctl plan validate shop.yaml
  $ drsctl preflight shop.yaml --local
  $ drsctl drill shop.yaml --local
  $ drsctl executions list --local
  $ drsctl report EXECUTION-ID --local --html report.html

On AWS, the same commands without --local; tell once where it is deployed:
  $ drsctl config --from-terraform cdktf.out/stacks/NAME
  $ drsctl plan put shop.yaml
  $ drsctl preflight shop.yaml
  $ drsctl drill shop.yaml

${exitStatusHelp}

Each command has its own --help. Data goes to stdout, messages to stderr; --json
makes the data one JSON document (in the repository: docs/drsctl-json.md).`;

/** Runs drsctl with these arguments (without node and script) and returns its exit status; never throws. */
export async function drsctl(args: readonly string[], context: CommandContext): Promise<number> {
  let status = 0;
  const program = commands(context, (given) => (status = given));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) return error.exitCode === 0 ? 0 : wrongInput;
    return failed(error, context, args.includes('--debug'));
  }
}

function failed(error: unknown, { terminal, interrupts }: CommandContext, debug: boolean): number {
  const say = (text: string): void => void terminal.stderr.write(`${printable(text)}\n`);
  const interrupted = interrupts.signal.aborted && error === interrupts.signal.reason;
  const { text, status } = interrupted ? { text: 'Cancelled: nothing was started.', status: cancelled } : explainFailure(error);
  say(debug && error instanceof Error ? (error.stack ?? error.message) : text);
  return status;
}

/** The tree of drsctl's commands. @param ended told a command's exit status */
export function commands(context: CommandContext, ended: (status: number) => void): Command {
  const { stdout, stderr } = context.terminal;
  const program = new Command('drsctl')
    .description(introduction)
    .addHelpText('after', examples)
    .version(softwareVersion, '--version', 'print the version')
    .option('--debug', 'show where an error comes from (stack traces)')
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .showHelpAfterError('(--help shows what there is)')
    .showSuggestionAfterError()
    .exitOverride();
  addRunCommands(program, context, ended);
  addExecutionCommands(program, context, ended);
  addPlanCommands(program, context, ended);
  addSetUpCommands(program, context, ended);
  for (const command of leaves(program)) command.option('--debug', 'show where an error comes from (stack traces)');
  return program;
}

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}
