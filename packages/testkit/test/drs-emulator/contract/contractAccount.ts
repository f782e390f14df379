import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DrsClient } from '@aws-sdk/client-drs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { accountIdSchema, byLine, checkShape, externalIdSchema, formatFaults, readYaml, regionSchema, roleNameSchema, type Environment } from '@drs-orchestration/core';
import * as z from 'zod';
import type { DrsContractSubject } from '../../../src/drs-emulator/contract/drsContract.js';
import { sdkSubject } from './sdkSubject.js';

/** An account that must not be read. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';
}

/** An account in which DRS may be read. */
export interface ContractAccount {
  readonly AccountId: string;
  readonly Region: string;
  /** Where the servers are, where they are in another account. */
  readonly Target?: { readonly AccountId: string; readonly AssumeRoleName: string; readonly ExternalId?: string };
}

/** What of an entry in `e2e/accounts.yaml` this suite needs; the rest is for the scenarios. */
const accountSchema: z.ZodType<ContractAccount> = z.looseObject({
  AccountId: accountIdSchema,
  Region: regionSchema,
  Target: z.looseObject({ AccountId: accountIdSchema, AssumeRoleName: roleNameSchema, ExternalId: externalIdSchema.exactOptional() }).exactOptional(),
});

const accountsFile = fileURLToPath(new URL('../../../../../e2e/accounts.yaml', import.meta.url));

/**
 * The account that DRS_CONTRACT_ACCOUNT names; undefined where it names none.
 * @param file the list of allowed accounts, as e2e/accounts.example.yaml has it
 * @throws AccountRefused where the list does not have it, or has faults.
 */
export function contractAccount(environment: Environment, file: string = accountsFile): ContractAccount | undefined {
  const named = environment['DRS_CONTRACT_ACCOUNT'];
  if (named === undefined || named === '') return undefined;
  if (!existsSync(file)) throw new AccountRefused(`DRS_CONTRACT_ACCOUNT names ${named}, but there is no list of allowed accounts. Copy e2e/accounts.example.yaml to e2e/accounts.yaml and enter it there.`);
  const yaml = readYaml(readFileSync(file, 'utf8'));
  const shape = yaml.withLine === undefined ? { faults: [] } : checkShape(z.looseObject({ Accounts: z.array(accountSchema).min(1) }), yaml.content);
  const faults = [...yaml.faults, ...(shape.faults ?? []).map((fault) => yaml.withLine?.(fault) ?? fault)];
  if (!('value' in shape) || shape.value === undefined || faults.length > 0) throw new AccountRefused(`e2e/accounts.yaml is not valid, so nothing was read:\n${formatFaults(byLine(faults), 'e2e/accounts.yaml')}`);
  const account = shape.value.Accounts.find(({ AccountId }) => AccountId === named);
  if (account !== undefined) return account;
  throw new AccountRefused(`DRS_CONTRACT_ACCOUNT names ${named}, which e2e/accounts.yaml does not allow. It allows ${shape.value.Accounts.map(({ AccountId }) => AccountId).join(', ')}.`);
}

/** Where an account's services are, where they are not AWS's own: only for stand-ins. */
export interface Elsewhere {
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * DRS in an account: only what the SDK's usual chain of credentials may do.
 * @throws AccountRefused where the keys are another account's.
 */
export async function accountSubject({ AccountId, Region: region, Target }: ContractAccount, elsewhere: Elsewhere = {}): Promise<DrsContractSubject> {
  const sts = new STSClient({ region, ...elsewhere });
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account !== AccountId) throw new AccountRefused(`DRS_CONTRACT_ACCOUNT names ${AccountId}, but the keys in use are of account ${Account}. Nothing was read.`);
    if (Target === undefined) return sdkSubject(new DrsClient({ region, ...elsewhere }));
    const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
    const RoleArn = `arn:${partition}:iam::${Target.AccountId}:role/${Target.AssumeRoleName}`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'drs-contract', ...(Target.ExternalId === undefined ? {} : { ExternalId: Target.ExternalId }) }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials ?? {};
    return sdkSubject(new DrsClient({ region, ...elsewhere, credentials: { accessKeyId, secretAccessKey, sessionToken } }));
  } finally {
    sts.destroy();
  }
}
