import type { DrsEmulator } from '../../drsEmulator.js';
import type { WorldServer } from '../../world.js';
import { filtersOf, lets, optionalIds } from '../input.js';
import type { Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { resourceArn } from './resourceArn.js';
import { wireDate } from './wireDate.js';

interface LastLaunch {
  readonly result: string;
  readonly lifeCycle: object;
}

/** How each server's latest launch goes or went; servers that were never launched are absent. */
function lastLaunches(emulator: DrsEmulator): ReadonlyMap<string, LastLaunch> {
  const results = new Map<string, LastLaunch>();
  for (const job of emulator.jobs().toReversed().filter(({ type }) => type === 'LAUNCH')) {
    const running = emulator.status(job) !== 'COMPLETED';
    for (const server of job.servers) {
      const status = emulator.launchStatus(server);
      const launched = ['LAUNCHED', 'TERMINATED'].includes(status);
      const initiated = { apiCallDateTime: wireDate(job.createdAt), jobID: job.id, type: job.isDrill ? 'DRILL' : 'RECOVERY' };
      results.set(server.id, { result: launched ? 'SUCCEEDED' : running ? 'PENDING' : 'FAILED', lifeCycle: { lastLaunch: { initiated, status } } });
    }
  }
  return results;
}

/** DescribeSourceServers: the account's servers, or those of `sourceServerIDs` that it has. */
export const describeSourceServers: Operation = (emulator, input) => {
  const ids = optionalIds(filtersOf(input, ['sourceServerIDs']), 'sourceServerIDs');
  const instances = new Map(emulator.recoveryInstances().map((instance) => [instance.server, instance.id]));
  const launches = lastLaunches(emulator);
  const answer = (server: WorldServer): object => {
    const { SourceServerId: id } = server;
    const instanceId = instances.get(id);
    return {
      sourceServerID: id,
      arn: resourceArn(emulator, 'source-server', id),
      tags: { ...emulator.tagsOf(id, server.Tags) },
      // So spelled in DRS's model, unlike everywhere else.
      ...(instanceId === undefined ? {} : { recoveryInstanceId: instanceId }),
      lastLaunchResult: launches.get(id)?.result ?? 'NOT_STARTED',
      ...(launches.has(id) ? { lifeCycle: launches.get(id)?.lifeCycle } : {}),
      dataReplicationInfo: { dataReplicationState: server.ReplicationState ?? 'CONTINUOUS', lagDuration: `PT${server.LagSeconds ?? 0}S` },
      sourceProperties: { identificationHints: { hostname: server.HostName ?? `host-${id.slice(-6)}` } },
    };
  };
  return rendered(pageOf(emulator.servers().filter((server) => lets(ids, server.SourceServerId)), input), answer);
};
