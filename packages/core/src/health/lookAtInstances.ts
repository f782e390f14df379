import type { ServerRecord } from '../execution/records.js';
import type { Drs } from '../ports/drs.js';
import type { InstanceAddress, Instances, InstanceState } from '../ports/instances.js';

/** What a look at a server's instance showed. */
export interface Look {
  /** Absent where neither its job nor DRS names one. */
  readonly instanceId?: string;
  readonly state: InstanceState;
  readonly address?: InstanceAddress;
}

/** Asks one question; `unanswered` is what holds where it is not answered. */
export type Question = <T>(ask: () => Promise<T>, unanswered: T) => Promise<T>;

/**
 * Looks at the instances of launched servers, by server: their states, and the addresses of those that run. Instances
 * that no job named are asked for in DRS.
 * @param question what becomes of a question that fails.
 */
export async function lookAtInstances(drs: Drs, instances: Instances, servers: readonly ServerRecord[], question: Question): Promise<ReadonlyMap<string, Look>> {
  const found = await question(() => missingInstances(drs, servers), new Map<string, string>());
  const idOf = (server: ServerRecord): string | undefined => server.InstanceId ?? found.get(server.SourceServerId);
  const ids = servers.flatMap((server) => idOf(server) ?? []);
  const states = await question(() => instances.describeStates(ids), new Map<string, InstanceState>());
  const running = ids.filter((id) => states.get(id) === 'running');
  const addresses = running.length === 0 ? new Map<string, InstanceAddress>() : await question(() => instances.describeAddresses(running), new Map<string, InstanceAddress>());
  return new Map(
    servers.map((server): readonly [string, Look] => {
      const instanceId = idOf(server);
      if (instanceId === undefined) return [server.SourceServerId, { state: 'unknown' }];
      const address = addresses.get(instanceId);
      return [server.SourceServerId, { instanceId, state: states.get(instanceId) ?? 'unknown', ...(address === undefined ? {} : { address }) }];
    }),
  );
}

/** Instances that the jobs did not name: DescribeRecoveryInstances finds them by server (drs-api.md, In the field). */
async function missingInstances(drs: Drs, servers: readonly ServerRecord[]): Promise<Map<string, string>> {
  const unnamed = servers.filter((server) => server.InstanceId === undefined);
  if (unnamed.length === 0) return new Map();
  const jobOf = new Map(unnamed.map((server) => [server.SourceServerId, server.RecoveryJobId]));
  const instances = await drs.describeRecoveryInstances([...jobOf.keys()]);
  return new Map(instances.filter((instance) => instance.jobId !== undefined && instance.jobId === jobOf.get(instance.sourceServerId)).map((instance) => [instance.sourceServerId, instance.ec2InstanceId]));
}
