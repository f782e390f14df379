import * as z from 'zod';
import type { Configuration } from './configuration.js';
import { logRetentionDays } from './logRetention.js';
import { regions } from './regions.js';

const accountId = z.string().regex(/^\d{12}$/, "must be the account's 12 digits in quotes");
/** The longest name made of them, `<project>-status-change-dead-letters-<environment>`, then fits 64 characters. */
const project = z.string().regex(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, 'must be 2 to 24 lower-case letters, digits and hyphens, a letter first');
const environment = z.string().regex(/^[a-z][a-z0-9-]{0,11}$/, 'must be 1 to 12 lower-case letters, digits and hyphens, a letter first');
const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "must be a role's name, not its ARN");
const externalId = z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be 2 to 1,224 letters, digits and + = , . @ : / -');
const topicArn = z.string().regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+\*?$/, "must be a topic's ARN, like arn:aws:sns:us-east-1:111122223333:name");

/** More than 0: a threshold of 0 is reached by nothing at all happening. */
const threshold = (usual: number): z.ZodDefault<z.ZodInt> => z.int().min(1).default(usual);
const concurrency = z.int().min(1).max(1000).optional();

/** Roles of the instance profiles that launch templates name: launching such servers passes them on. */
const instanceRoleArns = z
  .array(z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be a role's ARN, like arn:aws:iam::111122223333:role/name"))
  .default([]);

/** An external id is optional to plans (design section 10), but not here: what a role of ours trusts is narrowed by one. */
const targetAccount = z.strictObject({
  AccountId: accountId.describe("Give the target account's 12 digits."),
  RoleName: roleName.describe('Give the name of the role that the orchestrator assumes there.'),
  ExternalId: externalId.describe('Give the external id that the role asks for; plans for this account name it too.'),
  InstanceRoleArns: instanceRoleArns,
});

const alarms = z.strictObject({
  /** Errors of the poller in 5 minutes, twice in a row, above which the alarm goes off. */
  PollerErrors: threshold(5),
  /** Errors of another function in 5 minutes from which on it goes off. */
  FunctionErrors: threshold(3),
  /** A function's longest run, in per cent of its timeout. */
  DurationPercent: z.int().min(1).max(100).default(90),
  /** Throttled invocations of a function in 5 minutes. */
  Throttles: threshold(1),
  /** Minutes without a run of the finder. */
  FinderSilentMinutes: z.int().min(1).max(60).default(5),
  /** Executions past the bounds of their plans. */
  OverdueExecutions: threshold(1),
  /** Executions with jobs outstanding that nobody polls. */
  UnpolledExecutions: threshold(1),
  /** Throttled reads or writes of a table or index in 5 minutes, twice in a row, above which it goes off. */
  TableThrottles: threshold(10),
  /** Runs of the state machine in 5 minutes that failed or timed out. */
  FailedRuns: threshold(1),
  /** Messages in a dead-letter queue. */
  DeadLetters: threshold(1),
});

/** What is deployed where: the schema of `infra/config/<environment>.yaml`. */
export const configurationSchema: z.ZodType<Configuration> = z.strictObject({
  Project: project.default('drs-orchestration'),
  Environment: environment.describe("Give the environment's name, like test or prod."),
  Region: z.enum(regions),
  AccountId: accountId.describe('Give the 12 digits of the account to deploy into.'),
  /** The S3 bucket for Terraform's state, in the same Region; a file in infra/ where absent. */
  StateBucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name").optional(),
  /** Whether it may be destroyed with its records; default only for an environment called test. */
  Disposable: z.boolean().optional(),
  InstanceRoleArns: instanceRoleArns,
  TargetAccounts: z.array(targetAccount).default([]),
  Notifications: z
    .strictObject({
      Emails: z.array(z.email('must be an e-mail address')).default([]),
      /** Topics that plans name (a `*` at the end stands for anything), which the orchestrator may publish to besides its own. */
      PlanTopicArns: z.array(topicArn).default([]),
    })
    .prefault({}),
  Retention: z
    .strictObject({
      LogDays: z.literal(logRetentionDays).default(7),
      /** Days that the history of ended runs is kept; for ever where absent. */
      HistoryDays: z.int().min(1).max(3653).optional(),
    })
    .prefault({}),
  Alarms: alarms.prefault({}),
  /** Concurrency reserved for a function, out of the account's; none where absent. */
  ReservedConcurrency: z.strictObject({ Finder: concurrency, Poller: concurrency, Orchestrator: concurrency, Api: concurrency }).prefault({}),
  /** What the HTTP API lets through: requests a second, and at once. */
  ApiThrottling: z.strictObject({ RatePerSecond: threshold(20), Burst: threshold(40) }).prefault({}),
  /** DRS's quotas in this account where they were raised. */
  DrsQuotas: z.strictObject({ ConcurrentJobs: z.int().min(1).optional(), ServersPerJob: z.int().min(1).max(200).optional(), ServersInJobs: z.int().min(1).optional() }).prefault({}),
  LogLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
});
