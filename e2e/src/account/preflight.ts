import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Drs } from '@drs-orchestration/core';
import { clientSettings, onOurClock, type Connection } from '@drs-orchestration/core/aws';
import type { TierServers } from '../system/systemUnderTest.js';
import type { TestAccount } from './accountsFile.js';
import { AccountRefused } from './namedAccount.js';

/** Looks whose keys these are. @throws AccountRefused where they are another account's than the one that was named. */
export async function checkIdentity({ AccountId }: Pick<TestAccount, 'AccountId'>, connection: Connection): Promise<void> {
  const client = onOurClock(new STSClient(clientSettings('STS', connection)), connection);
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (Account !== AccountId) throw new AccountRefused(`DRS_E2E_ACCOUNT names ${AccountId}, but the keys in use are of account ${Account} (${Arn}). Nothing was launched.`);
  } finally {
    client.destroy();
  }
}

/** What is wrong with the six test servers (R10.1, R10.4), a line each. */
export async function faultsOfServers(servers: TierServers, drs: Drs): Promise<readonly string[]> {
  const ids = Object.values(servers).flat() as readonly string[];
  const known = new Map((await drs.describeSourceServers(ids)).map((server) => [server.sourceServerId, server]));
  const instances = await drs.describeRecoveryInstances(ids);
  return ids.flatMap((id) => {
    const server = known.get(id);
    if (server === undefined) return [`${id} is not known to DRS`];
    const running = instances.filter((instance) => instance.sourceServerId === id).map((instance) => `${id} runs as ${instance.recoveryInstanceId} already`);
    return [...(server.replicationState === 'CONTINUOUS' ? [] : [`${id} is ${server.replicationState ?? 'in no known state'}, not CONTINUOUS`]), ...running];
  });
}

/** Looks whether the test servers can be drilled. @throws AccountRefused naming each that cannot. */
export async function checkServers(servers: TierServers, drs: Drs): Promise<void> {
  const faults = await faultsOfServers(servers, drs);
  if (faults.length > 0) throw new AccountRefused(`the test servers are not ready, so nothing was launched:\n${faults.join('\n')}`);
}
