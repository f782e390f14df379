import type { CommandContext } from '../commandContext.js';
import { InputError } from '../input/inputError.js';
import { announcedSystem } from '../local/announcement.js';
import { announcementPath } from '../local/dataFolder.js';
import { dataFolderOf } from '../target/localOptions.js';
import { openTarget } from '../target/openTarget.js';
import type { RunOptions, RunRequest } from './runOptions.js';

/**
 * `drill PLAN`, `recover PLAN` and `executions retry ID`: runs it where the options say, and returns the exit status.
 * @throws InputError before anything is written or started, where something the user gave is wrong.
 */
export async function run(request: RunRequest, options: RunOptions, context: CommandContext): Promise<number> {
  if (options.local === true && !runsElsewhere(options)) {
    const { runHere } = await import('./runHere.js');
    return runHere(request, options, context);
  }
  const flag = ([['--scenario', options.scenario], ['--speed', options.speed], ['--ephemeral', options.ephemeral]] as const).find(([, value]) => value !== undefined);
  if (flag !== undefined) throw new InputError(options.local === true ? `${flag[0]}: the local system that runs has a world and a speed of its own. Give it to drsctl local up, or end that system.` : `${flag[0]} is for runs on this machine: add --local.`);
  const { runElsewhere } = await import('./runElsewhere.js');
  return runElsewhere(request, options, context, await openTarget(options, context));
}

/** Whether `local up` runs on the data folder; another drill's system ends with that drill, and is nobody else's. */
function runsElsewhere(options: RunOptions): boolean {
  return options.ephemeral !== true && announcedSystem(announcementPath(dataFolderOf(options)))?.Command === 'local up';
}
