import { accountIdSchema, byLine, checkShape, externalIdSchema, formatFaults, readYaml, regionSchema, roleNameSchema, serverIdSchema, type Fault } from '@drs-orchestration/core';
import * as z from 'zod';
import type { TierServers } from '../system/systemUnderTest.js';

/** Where the servers are, where they are in another account than the system. */
export interface TargetAccount {
  readonly AccountId: string;
  readonly AssumeRoleName: string;
  readonly ExternalId?: string;
}

/** An account in which scenarios may run, and the system that is deployed there (`accounts.example.yaml`). */
export interface TestAccount {
  readonly AccountId: string;
  readonly Region: string;
  readonly SourceServers: TierServers;
  readonly PlansTable: string;
  readonly GroupsTable: string;
  readonly ExecutionsTable: string;
  readonly StateMachineArn: string;
  readonly TopicArn?: string;
  readonly AllowRecovery: boolean;
  readonly Target?: TargetAccount;
}

const table = z.string().regex(/^[\w.-]{3,255}$/, { error: "must be a DynamoDB table's name" });
const pair = z.tuple([serverIdSchema, serverIdSchema]);
const arn = (service: string): z.ZodString => z.string().regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:\\S+$`), { error: `must be an ARN of ${service}` });

const accountSchema: z.ZodType<TestAccount> = z.strictObject({
  AccountId: accountIdSchema,
  Region: regionSchema,
  SourceServers: z.strictObject({ Database: pair, Application: pair, Web: pair }),
  PlansTable: table,
  GroupsTable: table,
  ExecutionsTable: table,
  StateMachineArn: arn('states'),
  TopicArn: arn('sns').exactOptional(),
  AllowRecovery: z.boolean().default(false),
  Target: z.strictObject({ AccountId: accountIdSchema, AssumeRoleName: roleNameSchema, ExternalId: externalIdSchema.exactOptional() }).exactOptional(),
});

/** A list of accounts that cannot be relied on; its message names every fault, a line each. */
export class InvalidAccounts extends Error {
  override readonly name = 'InvalidAccounts';
}

/** What holds between values that are right by themselves. */
function relations(accounts: readonly TestAccount[]): readonly Fault[] {
  return accounts.flatMap((account, index) => {
    const path = `Accounts[${index}]`;
    const servers = Object.values(account.SourceServers).flat();
    return [
      ...(accounts.findIndex((other) => other.AccountId === account.AccountId) < index ? [{ path: `${path}.AccountId`, message: 'is in the list already: remove one' }] : []),
      ...(new Set(servers).size < servers.length ? [{ path: `${path}.SourceServers`, message: 'must be six different servers' }] : []),
      ...(account.StateMachineArn.split(':')[4] === account.AccountId ? [] : [{ path: `${path}.StateMachineArn`, message: `must be in account ${account.AccountId}` }]),
      ...(account.StateMachineArn.split(':')[3] === account.Region ? [] : [{ path: `${path}.StateMachineArn`, message: `must be in ${account.Region}` }]),
      ...(account.Target?.AccountId === account.AccountId ? [{ path: `${path}.Target.AccountId`, message: 'is the account itself, which needs no role: remove Target' }] : []),
    ];
  });
}

/**
 * Parses the list of accounts (YAML).
 * @param fileName what messages call it
 * @throws InvalidAccounts naming every fault with its path and line.
 */
export function parseAccounts(text: string, fileName: string): readonly TestAccount[] {
  const yaml = readYaml(text);
  const refuse = (faults: readonly Fault[]): never => {
    throw new InvalidAccounts(`${fileName} is not valid, so nothing was started:\n${formatFaults(byLine(faults), fileName)}`);
  };
  if (yaml.withLine === undefined) return refuse(yaml.faults);
  const shape = checkShape(z.strictObject({ Accounts: z.array(accountSchema).min(1) }), yaml.content);
  const faults = [...yaml.faults, ...(shape.value === undefined ? shape.faults : relations(shape.value.Accounts)).map(yaml.withLine)];
  if (shape.value === undefined || faults.length > 0) return refuse(faults);
  return shape.value.Accounts;
}
