import type { Command } from 'commander';

/** Where a command works: the options that all of them share. */
export interface TargetOptions {
  readonly local?: boolean;
  readonly dataDir?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly apiUrl?: string;
}

/** Adds the options that say where a command works. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--local', 'work on this machine: with the local system that runs, or the records of earlier ones')
    .option('--data-dir <folder>', 'where local records are kept (default: .drs-orchestration)')
    .option('--profile <name>', 'on AWS: the profile of your AWS configuration (default: AWS_PROFILE)')
    .option('--region <region>', "on AWS: the API's Region (default: of the settings, the URL, or AWS_REGION)")
    .option('--api-url <url>', "on AWS: the API's address (default: DRSCTL_API_URL, or the settings: drsctl config)");
}
