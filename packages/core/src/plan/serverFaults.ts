import type { Fault } from './plan.js';
import type { StoredGroups } from './groupFaults.js';
import { maximumServersInWave } from './planLimits.js';
import type { Placed, PlanParts, WaveParts } from './soundParts.js';

/** The listed servers of a group by its id; `undefined` where its tags tell, or where it is not known. */
type GroupServers = (groupId: string) => readonly string[] | undefined;

/** Looks groups up, those the plan carries before stored ones. */
function groupServers(plan: PlanParts, stored: StoredGroups): GroupServers {
  return (groupId) => {
    const carried = plan.groups.find((group) => group.id?.value === groupId);
    if (carried !== undefined) return carried.givesServers ? [...new Set(carried.servers.map((server) => server.value))] : undefined;
    const known = stored === 'UNKNOWN' ? undefined : stored.find((group) => group.GroupId === groupId);
    return known?.ServerIds === undefined ? undefined : [...new Set(known.ServerIds)];
  };
}

function choiceFaults(wave: WaveParts): Fault[] {
  if (!wave.isMap) return [];
  if (wave.givesServers && wave.givesGroup) {
    return [{ path: `${wave.path}.ProtectionGroupId`, message: 'a wave has either ServerIds or a ProtectionGroupId: remove one of them' }];
  }
  if (!wave.givesServers && !wave.givesGroup) {
    return [{ path: wave.path, message: `${wave.label} has no servers: give ServerIds or a ProtectionGroupId` }];
  }
  return [];
}

interface Launch {
  readonly wave: WaveParts;
  readonly groupId?: string;
}

const launchedBy = ({ wave, groupId }: Launch): string => `${wave.label}${groupId === undefined ? '' : ` by way of group ${groupId}`}`;

function listedTwice(wave: WaveParts, servers: readonly Placed<string>[], launches: Map<string, Launch>): Fault[] {
  return servers.flatMap(({ value, path }) => {
    const earlier = launches.get(value);
    if (earlier === undefined) {
      launches.set(value, { wave });
      return [];
    }
    const message =
      earlier.wave === wave
        ? `${value} is twice in ${wave.label}: remove one`
        : `${value} is in ${wave.label}, and already in ${launchedBy(earlier)}: a server is launched once`;
    return [{ path, message }];
  });
}

function groupTwice(wave: WaveParts, group: Placed<string>, servers: readonly string[], launches: Map<string, Launch>): Fault[] {
  const repeated = servers.flatMap((server) => {
    const earlier = launches.get(server);
    if (earlier === undefined) launches.set(server, { wave, groupId: group.value });
    return earlier === undefined ? [] : [`${server} already in ${launchedBy(earlier)}`];
  });
  if (repeated.length === 0) return [];
  const more = repeated.length > 5 ? `, and ${repeated.length - 5} more` : '';
  return [{
    path: group.path,
    message: `${wave.label} launches group ${group.value}, but ${repeated.slice(0, 5).join(', ')}${more}: a server is launched once`,
  }];
}

function twiceFaults(plan: PlanParts, serversOf: GroupServers): Fault[] {
  const launches = new Map<string, Launch>();
  const groups = new Map<string, WaveParts>();
  return plan.waves.flatMap((wave) => {
    if (wave.givesServers && wave.givesGroup) return [];
    if (wave.group === undefined) return listedTwice(wave, wave.servers, launches);
    const other = groups.get(wave.group.value);
    if (other !== undefined) {
      return [{ path: wave.group.path, message: `${wave.label} launches group ${wave.group.value}, and so does ${other.label}: a server is launched once` }];
    }
    groups.set(wave.group.value, wave);
    return groupTwice(wave, wave.group, serversOf(wave.group.value) ?? [], launches);
  });
}

function permutationFault(order: Placed<readonly number[]>, count: number): Fault[] {
  const positions = Array.from({ length: count }, (_, index) => index + 1);
  const missing = positions.filter((position) => !order.value.includes(position));
  const beyond = [...new Set(order.value.filter((position) => position > count))];
  const twice = [...new Set(order.value.filter((position, index) => order.value.indexOf(position) !== index))];
  const wrong = [
    ...(missing.length > 0 ? [`${missing.slice(0, 10).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`] : []),
    ...(beyond.length > 0 ? [`${beyond.slice(0, 10).join(', ')} is beyond the last`] : []),
    ...(twice.length > 0 ? [`${twice.slice(0, 10).join(', ')} is there twice`] : []),
  ];
  if (wrong.length === 0) return [];
  const all = count === 1 ? 'position 1' : `each of the positions 1 to ${count} of its servers`;
  return [{ path: order.path, message: `must name ${all} once, but ${wrong.join('; ')}` }];
}

function orderFaults(wave: WaveParts, plan: PlanParts, serversOf: GroupServers): Fault[] {
  const order = wave.executionOrder;
  if (order === undefined || (wave.givesServers && wave.givesGroup)) return [];
  if (wave.givesServers) return wave.listed === 0 ? [] : permutationFault(order, wave.listed);
  if (wave.group === undefined) return [];
  const carried = plan.groups.find((group) => group.id?.value === wave.group?.value);
  if (carried?.givesTags === true && !carried.givesServers) {
    return [{ path: order.path, message: `names positions, but group ${wave.group.value} lists no servers (its Tags tell them): remove it, or list ServerIds` }];
  }
  const servers = serversOf(wave.group.value);
  // While the group's servers are not known, the order must at least be one of as many servers as it names.
  return permutationFault(order, servers === undefined || servers.length === 0 ? order.value.length : servers.length);
}

function sizeFaults(wave: WaveParts, serversOf: GroupServers): Fault[] {
  if (wave.group === undefined || wave.givesServers) return [];
  const count = serversOf(wave.group.value)?.length ?? 0;
  if (count <= maximumServersInWave) return [];
  return [{ path: wave.group.path, message: `group ${wave.group.value} has ${count} servers, but a wave has at most ${maximumServersInWave}: split the group` }];
}

/** What is wrong with the waves' servers, each wave by itself and all together, as far as the parts are sound. */
export function serverFaults(plan: PlanParts, stored: StoredGroups): Fault[] {
  const serversOf = groupServers(plan, stored);
  return [
    ...plan.waves.flatMap((wave) => [...choiceFaults(wave), ...orderFaults(wave, plan, serversOf), ...sizeFaults(wave, serversOf)]),
    ...twiceFaults(plan, serversOf),
  ];
}
