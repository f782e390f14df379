import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { InputError } from '../input/inputError.js';
import { awsSettings } from '../target/awsSettings.js';
import { defaultProfile, readSettings, settingsPath, writeSettings } from '../target/settings.js';
import type { ConfigOptions } from './answerOptions.js';

/** `config --from-terraform SOURCE`: keeps a deployment's address for a profile. */
export async function configFromTerraform(source: string, options: ConfigOptions, context: CommandContext): Promise<number> {
  if (options.local === true) throw new InputError('--local needs no settings: drsctl config is for AWS.');
  const { terraformSettings } = await import('../target/terraformOutputs.js');
  const { environment, terminal } = context;
  const found = await terraformSettings(source, terminal.stdin);
  const profile = options.profile ?? (environment['AWS_PROFILE'] || defaultProfile);
  const settings = { ...found, ...(options.region === undefined ? {} : { Region: options.region }) };
  const File = writeSettings(environment, profile, settings);
  writeAnswer(terminal, options.json === true, { Profile: profile, ...settings, File }, () => [`Kept for the profile ${profile} in ${File}: ${settings.ApiUrl}${settings.Region === undefined ? '' : ` (${settings.Region})`}`]);
  return 0;
}

/** `config show`: what commands would work with on AWS, and where each part of it is from. */
export function configShow(options: ConfigOptions, { environment, terminal }: CommandContext): number {
  const File = settingsPath(environment);
  const { Profiles } = readSettings(environment);
  const used = settingsInUse(options, environment);
  writeAnswer(terminal, options.json === true, { File, Profiles, ...(typeof used === 'string' ? {} : { InUse: { ApiUrl: used.apiUrl, Region: used.region, From: { ApiUrl: used.from.apiUrl, Region: used.from.region, Profile: used.from.profile } } }) }, () => [
    ...(typeof used === 'string' ? [used] : [`API      ${used.apiUrl}  (${used.from.apiUrl})`, `Region   ${used.region}  (${used.from.region})`, `Profile  ${used.from.profile}`]),
    `Settings ${File}${Object.keys(Profiles).length === 0 ? ', empty' : ''}`,
    ...Object.entries(Profiles).map(([name, kept]) => `  ${name}: ${kept.ApiUrl}${kept.Region === undefined ? '' : ` (${kept.Region})`}`),
  ]);
  return 0;
}

function settingsInUse(options: ConfigOptions, environment: CommandContext['environment']): ReturnType<typeof awsSettings> | string {
  try {
    return awsSettings(options, environment);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
