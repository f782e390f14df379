import * as z from 'zod';
import { TerminalError } from '../errors.js';
import type { Environment } from '../functionOptions.js';
import type { LaunchQuotas } from '../launch/packing.js';

const text = z.string();
const count = z.string().regex(/^[1-9]\d{0,8}$/, 'a whole number above 0').transform(Number);
const arn = (service: string, rest: RegExp, like: string): z.ZodString =>
  z.string().regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:${rest.source}$`), like);

/** A variable that whoever needs it must name. */
export type VariableName =
  | 'PLANS_TABLE' | 'GROUPS_TABLE' | 'EXECUTIONS_TABLE' | 'STATE_MACHINE_ARN'
  | 'POLLER_FUNCTION' | 'ORCHESTRATOR_FUNCTION' | 'SOURCE_ACCOUNT_ID' | 'AWS_REGION';

/** What each of them must look like. */
const variables: Readonly<Record<VariableName, z.ZodType<string>>> = {
  PLANS_TABLE: text,
  GROUPS_TABLE: text,
  EXECUTIONS_TABLE: text,
  STATE_MACHINE_ARN: arn('states', /stateMachine:\S+/, 'an ARN like arn:aws:states:us-east-1:111122223333:stateMachine:name'),
  POLLER_FUNCTION: text,
  ORCHESTRATOR_FUNCTION: text,
  SOURCE_ACCOUNT_ID: z.string().regex(/^\d{12}$/, "the account's 12 digits"),
  AWS_REGION: z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'a Region like us-east-1'),
};

/** Variables that may be absent, and what holds then. */
const optional: { readonly [Name in keyof CommonSettings]-?: z.ZodType<CommonSettings[Name]> } = {
  TOPIC_ARN: arn('sns', /\S+/, 'an ARN like arn:aws:sns:us-east-1:111122223333:name').optional(),
  DRS_CONCURRENT_JOBS: count.default(20),
  DRS_SERVERS_PER_JOB: count.default(100),
  DRS_SERVERS_IN_JOBS: count.default(500),
  HISTORY_RETENTION_DAYS: count.optional(),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'], 'one of DEBUG, INFO, WARN, ERROR, SILENT').default('INFO'),
};

/** What holds for every function: the topic of messages where a plan has none, and DRS's quotas (design section 6). */
export interface CommonSettings {
  readonly TOPIC_ARN?: string | undefined;
  /** Jobs at a time in an account and Region. */
  readonly DRS_CONCURRENT_JOBS: number;
  readonly DRS_SERVERS_PER_JOB: number;
  /** Servers in all running jobs together. */
  readonly DRS_SERVERS_IN_JOBS: number;
  /** Days after its end that an execution's record is kept; absent: for ever. */
  readonly HISTORY_RETENTION_DAYS?: number | undefined;
  readonly LOG_LEVEL: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'SILENT';
}

/** DRS's quotas as a function's environment has them. */
export function launchQuotas(settings: CommonSettings): LaunchQuotas {
  return { concurrentJobs: settings.DRS_CONCURRENT_JOBS, serversPerJob: settings.DRS_SERVERS_PER_JOB, serversInJobs: settings.DRS_SERVERS_IN_JOBS };
}

/** The parsed environment: the required variables, and the common ones. */
export type Settings<Required extends VariableName = VariableName> = CommonSettings & Readonly<Record<Required, string>>;

/**
 * Parses a function's environment, once. A variable set to nothing counts as not set. Values are never repeated in
 * the message, only names and what is expected.
 * @param required the variables that must be there
 * @throws TerminalError `InvalidEnvironment` naming every fault.
 */
export function parseEnvironment<const Required extends VariableName>(
  environment: Environment,
  required: readonly Required[],
): Settings<Required> {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  const schemas: Record<string, z.ZodType> = { ...optional, ...Object.fromEntries(required.map((name) => [name, variables[name]])) };
  for (const [name, schema] of Object.entries(schemas)) {
    const value = environment[name] === '' ? undefined : environment[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) settings[name] = parsed.data;
    else if (value === undefined) faults.push(`${name} is ${environment[name] === '' ? 'empty' : 'not set'}`);
    else faults.push(`${name} must be ${parsed.error.issues[0]?.message ?? 'something else'}`);
  }
  if (faults.length > 0) {
    throw new TerminalError('InvalidEnvironment', `This function's environment is wrong: ${faults.join('; ')}. Set these variables and deploy again.`);
  }
  return settings as Settings<Required>;
}
