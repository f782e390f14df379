import { ApiClient } from '../api/apiClient.js';
import type { CommandContext } from '../commandContext.js';
import { InputError } from '../input/inputError.js';
import { announcedSystem, type Announcement } from '../local/announcement.js';
import { announcementPath } from '../local/dataFolder.js';
import { awsSettings } from './awsSettings.js';
import { dataFolderOf, localFlags } from './localOptions.js';
import type { Target } from './target.js';
import type { TargetOptions } from './targetOptions.js';

/** How often an execution is looked at, in milliseconds by the wall: DRS takes minutes, and each look costs a request. */
const lookEveryOnAws = 5000;
/** The same where nobody pays, and time may be sped up. */
const lookEveryLocally = 500;

/** What a command will do there. */
export interface TargetUse {
  /** Whether it may make local records where there are none. */
  readonly creates?: boolean;
}

/**
 * Where the options say: AWS, the local system that runs on the data folder, or the records in it.
 * @throws InputError where they do not suffice.
 */
export async function openTarget(options: TargetOptions, context: CommandContext, use: TargetUse = {}): Promise<Target> {
  if (options.local !== true) return awsTarget(options, context);
  const flag = ([['--api-url', options.apiUrl], ['--profile', options.profile], ['--region', options.region]] as const).find(([, value]) => value !== undefined);
  if (flag !== undefined) throw new InputError(`${flag[0]} is for AWS, and --local for this machine: give one of them.`);
  const folder = dataFolderOf(options);
  const running = announcedSystem(announcementPath(folder));
  if (running !== undefined) return runningTarget(running, options, context);
  const { recordsTarget } = await import('./recordsTarget.js');
  return recordsTarget(folder, options, context, use.creates === true);
}

async function awsTarget(options: TargetOptions, { environment, clock }: CommandContext): Promise<Target> {
  const settings = awsSettings(options, environment);
  const [{ awsTransport }, { repeating }] = await Promise.all([import('../api/awsTransport.js'), import('../api/repeating.js')]);
  const flags = ([['--profile', options.profile], ['--region', options.region], ['--api-url', options.apiUrl]] as const).flatMap(([name, value]) => (value === undefined ? [] : [` ${name} ${value}`]));
  return {
    kind: 'AWS',
    api: new ApiClient(settings.apiUrl, repeating(awsTransport(settings, clock), clock)),
    flags: flags.join(''),
    now: () => clock.now(),
    refresh: async () => undefined,
    lookEvery: lookEveryOnAws,
    close: async () => undefined,
  };
}

/** A local system that another process runs. */
export async function runningTarget(system: Announcement, options: TargetOptions, { clock }: CommandContext): Promise<Target> {
  const [{ localTransport }, { repeating }, { SystemControl }, { callerName }] = await Promise.all([
    import('../api/localTransport.js'), import('../api/repeating.js'), import('../local/systemControl.js'), import('../local/callerName.js'),
  ]);
  const control = new SystemControl(system.ControlUrl, () => clock.now());
  await control.refresh();
  return {
    kind: 'LOCAL_SYSTEM',
    api: new ApiClient(system.ApiUrl, repeating(localTransport(system.ApiUrl, clock, callerName()), clock)),
    flags: localFlags(options),
    now: () => control.now(),
    refresh: () => control.refresh(),
    lookEvery: lookEveryLocally,
    control,
    close: async () => undefined,
  };
}
