import type { ExecutionType } from '@drs-orchestration/core';
import { Option, type Command } from 'commander';
import type { CommandContext } from '../commandContext.js';
import { exitStatusHelp } from '../exitStatus.js';
import { addTargetOptions } from '../target/targetOptions.js';
import type { PreflightOptions } from './answerOptions.js';
import type { RunOptions } from './runOptions.js';

const shownLive = `
At a terminal the run is shown live; elsewhere as plain lines, one an event.`;

const ofPlan = `
PLAN is a plan file, or the PlanId of a stored plan. A file is stored first
where it differs from what is stored.`;

const ofRuns = `

With --local the run lives in this process: Ctrl-C cancels it, nothing new
launches, what is launched is followed to its end and cleaned up; a second
Ctrl-C leaves at once. Waves with PauseBefore take the scenario's answer, or ask
at the terminal. Where drsctl local up runs, that system runs it.
On AWS the run lives there: Ctrl-C leaves it running, or cancels it if you say
so. Waves with PauseBefore wait for drsctl executions approve.

${exitStatusHelp}`;

const ofPreflight = `
Looks, without launching anything: whether the plan is valid and free, the role
can be assumed, the servers are known, replicate, lag, are free of other jobs
and instances; whether the quotas suffice; how long it would take, by which
waves (the critical path, marked *).
  ✔ passed   ! may delay or degrade it   ✘ would fail   ? could not be looked at

On AWS what is stored is checked: a file must be stored as it is (plan put).
With --local a file is checked in the world that its drill would have.

${exitStatusHelp}`;

/** Adds the options of what runs a plan; its help explains PLAN where the command has one. */
export function addRunOptions(command: Command): Command {
  const takesPlan = command.registeredArguments.some((argument) => argument.name() === 'plan');
  return addTargetOptions(command)
    .option('--scenario <file>', 'with --local: the world of the run: servers, quotas, timing, faults, approvals (YAML)')
    .option('--speed <times>', 'with --local: how many times as fast as DRS, or max (default: 300)')
    .option('--ephemeral', 'with --local: keep no records')
    .option('--json', 'print one JSON object a line for each event, and last the result')
    .addHelpText('after', `${shownLive}${takesPlan ? ofPlan : ''}${ofRuns}`);
}

/** Adds `preflight`, `drill` and `recover`. What a command needs is loaded when it is called, so that --help answers at once. */
export function addRunCommands(program: Command, context: CommandContext, ended: (status: number) => void): void {
  const start = async (command: 'drill' | 'recover', executionType: ExecutionType, plan: string, options: RunOptions): Promise<void> => {
    const { run } = await import('./run.js');
    ended(await run({ command, executionType, plan }, options, context));
  };
  addTargetOptions(program.command('preflight').description('check whether a plan would run now, and how long it would take; launches nothing').argument('<plan>', 'a plan file (YAML), or a PlanId'))
    .option('--recovery', 'check a recovery (default: a drill)')
    .option('--scenario <file>', 'with --local: the world it is checked in (YAML)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', ofPreflight)
    .action(async (plan: string, options: PreflightOptions) => {
      const { preflight } = await import('./preflight.js');
      ended(await preflight(plan, options, context));
    });
  addRunOptions(program.command('drill').description('rehearse a plan: launch its servers in order, check them, terminate them again').argument('<plan>', 'a plan file (YAML), or a PlanId'))
    // It asks nothing, but is typed beside recover.
    .addOption(new Option('-y, --yes').hideHelp())
    .action((plan: string, options: RunOptions) => start('drill', 'DRILL', plan, options));
  addRunOptions(program.command('recover').description('run a plan for real: launch its servers in order and keep them').argument('<plan>', 'a plan file (YAML), or a PlanId'))
    .option('-y, --yes', "do not ask for the plan's name first")
    .action((plan: string, options: RunOptions) => start('recover', 'RECOVERY', plan, options));
}
