import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchCases, readCases, type DrsContractSubject, type DrsLaunchSubject } from '../../../src/drs-emulator/contract/drsContract.js';
import { serverId, serverIds } from '../../../src/plans/serverIds.js';
import { emulated, endEmulated, worldOf, type Emulated } from '../emulated.js';
import { accountSubject, contractAccount, type ContractAccount } from './contractAccount.js';
import { sdkSubject } from './sdkSubject.js';

const account = contractAccount(process.env);

/** A DRS in which there is something to read: five servers, of which one runs, four jobs, one of them over and one others'. */
async function readable(world: Parameters<typeof worldOf>[1] = {}): Promise<Emulated> {
  const run = await emulated(worldOf(5, { Region: 'us-east-1', OtherJobs: [{ Count: 1 }], ...world }));
  for (const id of serverIds(3)) {
    run.emulator.startLaunch([id], true, {});
    await run.clock.advance(id === serverId(1) ? 300_000 : 1000);
  }
  run.emulator.tagsOf(serverId(1))['tier'] = 'db';
  return run;
}

const launchable = ({ drs, clock }: Emulated): DrsLaunchSubject => ({ ...sdkSubject(drs), servers: [serverId(1), serverId(2)], untilOver: () => clock.advance(600_000) });

afterEach(endEmulated);

describe(account === undefined ? 'a DRS that is read: the emulator, by the AWS SDK over HTTP' : `a DRS that is read: account ${account.AccountId}`, () => {
  let held: DrsContractSubject | undefined;
  beforeAll(async () => {
    if (account !== undefined) held = await accountSubject(account);
  });
  for (const { title, holds } of readCases) it(title, async () => holds(held ?? sdkSubject((await readable()).drs)));
});

if (account === undefined) {
  describe('a DRS that launches: the emulator, by the AWS SDK over HTTP', () => {
    for (const { title, holds } of launchCases) it(title, async () => holds(launchable(await emulated(worldOf(3)))));
  });

  describe('the contract', () => {
    type Spoil = (operation: string, answer: Record<string, unknown>, input: Record<string, unknown>) => unknown;
    const items = (answer: Record<string, unknown>): Record<string, unknown>[] => (answer['items'] ?? []) as Record<string, unknown>[];
    const spoilt = <Subject extends DrsContractSubject>(subject: Subject, spoil: Spoil): Subject => ({ ...subject, call: async (operation, input) => spoil(operation, structuredClone(await subject.call(operation, input)), input) as Record<string, unknown> });

    it.each<[string, Spoil]>([
      ['that repeats an item on the next page', (_operation, answer, { nextToken, maxResults }) => (nextToken === undefined || maxResults !== 2 ? answer : { ...answer, items: [...items(answer), ...items(answer)].slice(0, 2) })],
      ['whose pages are too long', (_operation, answer, { maxResults }) => (maxResults === 2 ? { ...answer, items: [...items(answer), ...items(answer), ...items(answer)] } : answer)],
      ['that ignores a filter\'s ids', (_operation, answer, { filters }) => (filters !== undefined && items(answer).length === 0 && !JSON.stringify(filters).includes('Date') ? { ...answer, items: [{ sourceServerID: serverId(5), jobID: 'drsjob-00000000000000009', recoveryInstanceID: 'i-00000000000000009' }] } : answer)],
      ['that sorts jobs oldest first', (operation, answer) => (operation === 'DescribeJobs' ? { ...answer, items: items(answer).toReversed() } : answer)],
      ['that answers a word that the model lacks', (operation, answer) => (operation === 'DescribeSourceServers' ? { ...answer, items: items(answer).map((item) => ({ ...item, lastLaunchResult: 'OK' })) } : answer)],
      ['whose tags differ from those it lists', (operation, answer) => (operation === 'ListTagsForResource' ? { tags: {} } : answer)],
      ['whose log is in no order', (operation, answer) => (operation === 'DescribeJobLogItems' ? { ...answer, items: items(answer).toReversed() } : answer)],
    ])('notices a DRS %s', async (_what, spoil) => {
      const subject = spoilt(sdkSubject((await readable()).drs), spoil);
      const outcomes = await Promise.allSettled(readCases.map(({ holds }) => holds(subject)));
      expect(outcomes.filter(({ status }) => status === 'rejected')).not.toHaveLength(0);
    });

    it.each<[string, Spoil]>([
      ['that starts drills as recoveries', (operation, answer, { isDrill }) => (operation === 'StartRecovery' && isDrill === true ? { job: { ...(answer['job'] as object), initiatedBy: 'START_RECOVERY' } } : answer)],
      ['that keeps terminated instances', (operation, answer) => (operation === 'DescribeRecoveryInstances' && items(answer).length === 0 ? { items: [{ recoveryInstanceID: 'i-00000000000000001' }] } : answer)],
      ['that forgets tags', (operation, answer) => (operation === 'ListTagsForResource' ? { tags: {} } : answer)],
    ])('notices a DRS %s', async (_what, spoil) => {
      const outcomes: boolean[] = [];
      for (const { holds } of launchCases) {
        const subject = spoilt(launchable(await emulated(worldOf(3))), spoil);
        outcomes.push(await holds(subject).then(() => true, () => false));
      }
      expect(outcomes).toContain(false);
    });
  });

  describe('the account that is read', () => {
    const credentials = { accessKeyId: 'AKIAOWN', secretAccessKey: 'secret' };
    const own: ContractAccount = { AccountId: '111111111111', Region: 'us-east-1' };
    const listed = (text: string, named: string | undefined): ContractAccount | undefined => {
      const folder = mkdtempSync(join(tmpdir(), 'contract-'));
      try {
        writeFileSync(join(folder, 'accounts.yaml'), text);
        return contractAccount(named === undefined ? {} : { DRS_CONTRACT_ACCOUNT: named }, join(folder, 'accounts.yaml'));
      } finally {
        rmSync(folder, { recursive: true });
      }
    };

    it('is one of the list that end-to-end scenarios are allowed in, with all that they need beside it', () => {
      const example = readFileSync(new URL('../../../../../e2e/accounts.example.yaml', import.meta.url), 'utf8');
      expect(listed(example, '111122223333')).toMatchObject({ AccountId: '111122223333', Region: 'us-east-1', Target: { AccountId: '444455556666', AssumeRoleName: 'drs-orchestration-test-target' } });
      expect([listed(example, undefined), listed(example, '')]).toEqual([undefined, undefined]);
    });

    it('is refused where the list does not have it, has faults, or is not there', () => {
      const list = 'Accounts:\n  - { AccountId: "111122223333", Region: us-east-1 }\n';
      expect(() => listed(list, '999999999999')).toThrow('DRS_CONTRACT_ACCOUNT names 999999999999, which e2e/accounts.yaml does not allow. It allows 111122223333.');
      expect(() => listed('Accounts:\n  - { AccountId: 1, Region: us-east-1 }\n', '1')).toThrow(/e2e\/accounts\.yaml:2: {2}Accounts\[0\]\.AccountId: /);
      expect(() => listed('Accounts: [', '1')).toThrow('is not valid, so nothing was read');
      expect(() => contractAccount({ DRS_CONTRACT_ACCOUNT: '1' }, '/nowhere/accounts.yaml')).toThrow('there is no list of allowed accounts');
    });

    it('is refused where the keys are another account\'s, before DRS is asked', async () => {
      const { url, emulator } = await readable();
      await expect(accountSubject({ ...own, AccountId: '222222222222' }, { endpoint: url, credentials })).rejects.toThrow('DRS_CONTRACT_ACCOUNT names 222222222222, but the keys in use are of account 111111111111. Nothing was read.');
      expect(emulator.calls.map(({ service }) => service)).toEqual(['sts']);
    });

    it.each<[string, ContractAccount]>([
      ['its own servers', own],
      ['those of a target account, by its role', { ...own, Target: { AccountId: '222222222222', AssumeRoleName: 'Reader', ExternalId: 'word' } }],
    ])('is read only: %s', async (_what, named) => {
      const { url, emulator } = await readable(named.Target === undefined ? {} : { TargetAccount: '222222222222', Roles: [{ Arn: 'arn:aws:iam::222222222222:role/Reader', ExternalId: 'word' }] });
      const subject = await accountSubject(named, { endpoint: url, credentials });
      for (const { holds } of readCases) await holds(subject);
      expect([...new Set(emulator.calls.filter(({ service }) => service === 'drs').map(({ operation }) => operation))].sort()).toEqual(['DescribeJobLogItems', 'DescribeJobs', 'DescribeRecoveryInstances', 'DescribeSourceServers', 'ListTagsForResource']);
    });

    it('may have nothing in it', async () => {
      const { url } = await emulated({ Region: 'us-east-1' });
      const subject = await accountSubject(own, { endpoint: url, credentials });
      for (const { holds } of readCases) await holds(subject);
    });
  });
}
