import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAccounts } from '../../src/account/accountsFile.js';
import { namedAccount } from '../../src/account/namedAccount.js';

const example = readFileSync(fileURLToPath(new URL('../../accounts.example.yaml', import.meta.url)), 'utf8');

function aList(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-accounts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'accounts.yaml');
  writeFileSync(file, text);
  return file;
}

describe('the account that DRS_E2E_ACCOUNT names', () => {
  it('is none where it is unset or empty: the scenarios run on this machine', () => {
    expect(namedAccount({})).toBeUndefined();
    expect(namedAccount({ DRS_E2E_ACCOUNT: '' })).toBeUndefined();
  });

  it('is refused where there is no list, and the message says how to write one', () => {
    expect(() => namedAccount({ DRS_E2E_ACCOUNT: '111122223333' }, join(tmpdir(), 'no-such-list.yaml'))).toThrow(/Copy e2e\/accounts\.example\.yaml/);
  });

  it('is refused where it is not on the list, which the message shows', () => {
    expect(() => namedAccount({ DRS_E2E_ACCOUNT: '999999999999' }, aList(example))).toThrow('names 999999999999, which e2e/accounts.yaml does not allow. It allows 111122223333.');
  });

  it('is what the list says of it', () => {
    const account = namedAccount({ DRS_E2E_ACCOUNT: '111122223333' }, aList(example));
    expect(account).toMatchObject({ AccountId: '111122223333', Region: 'us-east-1', AllowRecovery: false, Target: { AccountId: '444455556666' } });
    expect(Object.values(account?.SourceServers ?? {}).flat()).toHaveLength(6);
  });
});

describe('the list of accounts', () => {
  it('is valid as the example has it, which has every key', () => {
    const [account] = parseAccounts(example, 'accounts.example.yaml');
    expect(Object.keys(account ?? {}).sort()).toEqual(['AccountId', 'AllowRecovery', 'ExecutionsTable', 'GroupsTable', 'PlansTable', 'Region', 'SourceServers', 'StateMachineArn', 'Target', 'TopicArn']);
  });

  it('is refused with all its faults at once, each with its line', () => {
    const faulty = example
      .replace('"111122223333"', '"1111"')
      .replace('Web: [s-3578f52ef3bdd58b4, s-3b9401c1cd270a7a8]', 'Web: [s-3578f52ef3bdd58b4]')
      .replace('GroupsTable:', 'GroupTable:')
      .replace('AllowRecovery: false', 'AllowRecovery: perhaps');
    let message = '';
    try {
      parseAccounts(faulty, 'accounts.yaml');
    } catch (error) {
      message = (error as Error).message;
    }
    for (const path of ['Accounts[0].AccountId', 'Accounts[0].SourceServers.Web', 'GroupsTable', 'Accounts[0].AllowRecovery']) expect(message).toContain(path);
    expect(message.match(/accounts\.yaml:\d+/gu)?.length).toBeGreaterThanOrEqual(4);
  });

  it('is refused where the servers are not six different ones, or the state machine is in another account or Region', () => {
    const wrong = example
      .replace('s-3b9401c1cd270a7a8', 's-3578f52ef3bdd58b4')
      .replace('arn:aws:states:us-east-1:111122223333', 'arn:aws:states:eu-west-1:999922223333');
    expect(() => parseAccounts(wrong, 'accounts.yaml')).toThrow(/six different servers[\s\S]*must be in account 111122223333[\s\S]*must be in us-east-1/);
  });
});
