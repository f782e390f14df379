import { parseArgs } from 'node:util';
import { nearestWord } from '@drs-orchestration/core';

/** How `drs-emulator` is to run, as its arguments say. */
export interface EmulatorArguments {
  /** 0: any free one. */
  readonly port: number;
  readonly scenario?: string;
  readonly region: string;
  /** Default: the scenario's. */
  readonly account?: string;
  /** How many times as fast as the wall. */
  readonly speed: number;
  /** Default: the scenario's Profile. */
  readonly time?: EmulatorTime;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** How long DRS takes, by name. */
export type EmulatorTime = 'measured' | 'recorded' | 'fast';

/** What arguments ask for: to run, a text, or the mending of every fault in them. */
export type ArgumentsReading =
  | { readonly kind: 'RUN'; readonly arguments: EmulatorArguments }
  | { readonly kind: 'HELP' }
  | { readonly kind: 'VERSION' }
  | { readonly kind: 'FAULTS'; readonly faults: readonly string[] };

const options = {
  port: { type: 'string' },
  scenario: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  speed: { type: 'string' },
  time: { type: 'string' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type OptionName = keyof typeof options;

const names = Object.keys(options);
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name);

const times: readonly string[] = ['measured', 'recorded', 'fast'] satisfies readonly EmulatorTime[];

/** What each value must be, in words and as a test. */
const rules: Readonly<Partial<Record<OptionName, { readonly must: string; readonly holds: (value: string) => boolean }>>> = {
  port: { must: 'a whole number from 0 (any free port) to 65535', holds: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535 },
  scenario: { must: 'the path of a scenario file', holds: (value) => value !== '' },
  region: { must: 'an AWS Region, e.g. eu-central-1', holds: (value) => /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(value) },
  account: { must: 'an AWS account number, 12 digits', holds: (value) => /^\d{12}$/.test(value) },
  speed: { must: 'a number above 0, at most 1000000', holds: (value) => /^\d*\.?\d+$/.test(value) && Number(value) > 0 && Number(value) <= 1_000_000 },
  time: { must: `one of ${times.join(', ')}`, holds: (value) => times.includes(value) },
};

type Token = ReturnType<typeof tokensOf>[number];

const tokensOf = (args: readonly string[]) => parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;

function faultOf(token: Token): string | undefined {
  if (token.kind === 'positional') return `${token.value} is not understood: every argument is an option (--help shows them)`;
  if (token.kind === 'option-terminator') return undefined;
  const { name, rawName, value, inlineValue } = token;
  if (!isOption(name)) {
    const meant = nearestWord(name, names);
    return `there is no option ${rawName}: ${meant === undefined ? '--help shows those there are' : `did you mean --${meant}?`}`;
  }
  if (options[name].type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value, but has ${value}`;
  const rule = rules[name];
  if (value === undefined || (inlineValue === false && value.startsWith('--'))) return `${rawName} needs a value: ${rule?.must ?? 'a text'}`;
  return rule === undefined || rule.holds(value) ? undefined : `${rawName} must be ${rule.must}, but is ${value === '' ? 'empty' : value}`;
}

/** Reads the arguments of `drs-emulator` (without node and script). Of an option given twice the last counts. */
export function readArguments(args: readonly string[]): ArgumentsReading {
  const tokens = tokensOf(args);
  // What follows an option that there is not may have been its value.
  const isStrange = (token: Token | undefined): boolean => token?.kind === 'option' && !isOption(token.name);
  const faults = tokens.flatMap((token, index) => (token.kind === 'positional' && isStrange(tokens[index - 1]) ? [] : (faultOf(token) ?? [])));
  if (faults.length > 0) return { kind: 'FAULTS', faults };
  const given = new Map(tokens.flatMap((token) => (token.kind === 'option' ? [[token.name, token.value] as const] : [])));
  if (given.has('help')) return { kind: 'HELP' };
  if (given.has('version')) return { kind: 'VERSION' };
  const [scenario, account, time] = [given.get('scenario'), given.get('account'), given.get('time')];
  return {
    kind: 'RUN',
    arguments: {
      port: Number(given.get('port') ?? 0),
      region: given.get('region') ?? 'us-east-1',
      speed: Number(given.get('speed') ?? 1),
      json: given.has('json'),
      verbose: given.has('verbose'),
      ...(scenario === undefined ? {} : { scenario }),
      ...(account === undefined ? {} : { account }),
      ...(time === undefined ? {} : { time: time as EmulatorTime }),
    },
  };
}

/** What `drs-emulator --help` says. */
export const emulatorHelp = `Usage: drs-emulator [options]

Plays AWS Elastic Disaster Recovery on 127.0.0.1, with what of EC2, STS and SNS a
drill meets. Prints the environment variables that lead the AWS SDKs and the AWS CLI
to it, and runs until it is interrupted (Ctrl-C), or until the npm or npx that runs it
is gone.

  --port <number>      the port; default: any free one
  --scenario <file>    the world to play (YAML): servers, quotas, timing, faults
  --region <region>    where the servers are; default: us-east-1
  --account <number>   whose they are; default: the scenario's, or 111111111111
  --time <profile>     how long DRS takes: measured (a drill of 20 minutes),
                       recorded (9 minutes) or fast (4 seconds); default: the
                       scenario's Profile, or measured
  --speed <times>      how many times as fast as the wall its time runs; default: 1
  --json               print one JSON object instead of export lines
  --verbose            log each request on stderr
  --version            print the version
  -h, --help           print this

Exit status: 0 ended by a signal or with its npm, 2 wrong input or a port that cannot
be had.
`;
