import { Argument, type Command } from 'commander';
import type { CommandContext } from '../commandContext.js';
import { completionScript, shells, type Shell } from '../completion/completionScript.js';
import { completionTree } from '../completion/completionTree.js';
import { addTargetOptions } from '../target/targetOptions.js';
import type { ConfigOptions } from './answerOptions.js';
import type { LocalUpOptions } from './localUp.js';

const ofLocalUp = `
Runs until Ctrl-C: the API, Step Functions, DynamoDB, and DRS, EC2, STS and SNS
emulated. It prints export lines for a shell on stdout; then the AWS CLI, SDKs
and drsctl in that shell work with it. Drills beside it need only --local:
  $ drsctl local up > local.env &
  $ . ./local.env
  $ aws drs describe-source-servers
  $ drsctl drill shop.yaml --local
Its world has the servers of the stored plans, of --plan and of --scenario.`;

const ofConfig = `
  $ drsctl config --from-terraform cdktf.out/stacks/NAME   the folder of the stack
  $ terraform output -json | drsctl config --from-terraform -
  $ drsctl config show

Settings are kept by AWS profile in $XDG_CONFIG_HOME/drsctl/settings.json.
Flags come first, then the environment (DRSCTL_API_URL, AWS_PROFILE, AWS_REGION),
then the settings.

No proxy is used, unless Node is told to: from Node 22.21 on, NODE_USE_ENV_PROXY=1
makes requests to the API go by HTTPS_PROXY and NO_PROXY.`;

const ofCompletion = `
  bash  eval "$(drsctl completion bash)"    in ~/.bashrc
  zsh   eval "$(drsctl completion zsh)"     in ~/.zshrc, after compinit
  fish  drsctl completion fish | source     in ~/.config/fish/config.fish`;

/** Adds `local up`, `config` and `completion`. */
export function addSetUpCommands(program: Command, context: CommandContext, ended: (status: number) => void): void {
  program
    .command('local')
    .description('the whole system on this machine, for as long as you like')
    .command('up')
    .description('start it, print the variables that lead to it, and stay until Ctrl-C')
    .option('--speed <times>', 'how many times as fast as DRS, or max (default: 300)')
    .option('--scenario <file>', 'its world: servers, quotas, timing, faults (YAML)')
    .option('--plan <file>', 'a plan to store, whose servers its world has')
    .option('--data-dir <folder>', 'where records are kept (default: .drs-orchestration)')
    .option('--json', 'print the variables as one JSON document')
    .addHelpText('after', ofLocalUp)
    .action(async (options: LocalUpOptions) => {
      const { localUp } = await import('./localUp.js');
      ended(await localUp(options, context));
    });

  const config = addTargetOptions(program.command('config').description('keep where the system is deployed on AWS, so that commands need not be told'))
    .option('--from-terraform <source>', 'take it from the outputs of this folder or file, or - for standard input')
    .option('--json', 'print one JSON document')
    .addHelpText('after', ofConfig)
    .action(async (options: ConfigOptions) => {
      const { configFromTerraform, configShow } = await import('./config.js');
      ended(options.fromTerraform === undefined ? configShow(options, context) : await configFromTerraform(options.fromTerraform, options, context));
    });
  addTargetOptions(config.command('show').description('show what commands would work with, and where it is from'))
    .option('--json', 'print one JSON document')
    .action(async (_options: ConfigOptions, command: Command) => {
      const { configShow } = await import('./config.js');
      ended(configShow(command.optsWithGlobals<ConfigOptions>(), context));
    });

  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText('after', ofCompletion)
    .action((shell: Shell) => void context.terminal.stdout.write(completionScript(shell, completionTree(program))));
}
