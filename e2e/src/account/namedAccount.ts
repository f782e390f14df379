import type { Environment } from '@drs-orchestration/core';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAccounts, type TestAccount } from './accountsFile.js';

/** An account that scenarios must not run in. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';
}

const accountsFile = fileURLToPath(new URL('../../accounts.yaml', import.meta.url));

/**
 * The account that DRS_E2E_ACCOUNT names; undefined where it names none: then the scenarios run on this machine.
 * @param file the list of allowed accounts
 * @throws AccountRefused where it is not on the list; InvalidAccounts where the list has faults.
 */
export function namedAccount(environment: Environment, file: string = accountsFile): TestAccount | undefined {
  const named = environment['DRS_E2E_ACCOUNT'];
  if (named === undefined || named === '') return undefined;
  if (!existsSync(file)) throw new AccountRefused(`DRS_E2E_ACCOUNT names ${named}, but there is no list of allowed accounts. Copy e2e/accounts.example.yaml to e2e/accounts.yaml and enter it there.`);
  const accounts = parseAccounts(readFileSync(file, 'utf8'), 'e2e/accounts.yaml');
  const account = accounts.find((candidate) => candidate.AccountId === named);
  if (account !== undefined) return account;
  throw new AccountRefused(`DRS_E2E_ACCOUNT names ${named}, which e2e/accounts.yaml does not allow. It allows ${accounts.map(({ AccountId }) => AccountId).join(', ')}.`);
}
