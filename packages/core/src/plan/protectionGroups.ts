import type { DrsSourceServer } from '../ports/drs.js';
import type { ProtectionGroup, RecoveryPlan } from './plan.js';

/** The ids, in order, of the servers that carry all of these tags, key and value as written. */
export function serversWithTags(servers: readonly DrsSourceServer[], tags: Readonly<Record<string, string>>): string[] {
  const wanted = Object.entries(tags);
  return servers
    .filter((server) => wanted.every(([key, value]) => Object.hasOwn(server.tags, key) && server.tags[key] === value))
    .map((server) => server.sourceServerId)
    .sort();
}

/** The ids of the groups that a plan's waves name, each once. */
export function groupIdsOf(plan: Pick<RecoveryPlan, 'Waves'>): string[] {
  return [...new Set(plan.Waves.flatMap((wave) => wave.ProtectionGroupId ?? []))];
}

/** Groups by id; where an id is there twice, the later one counts. */
export function groupsById(...groups: readonly (readonly ProtectionGroup[])[]): ReadonlyMap<string, ProtectionGroup> {
  return new Map(groups.flat().map((group) => [group.GroupId, group]));
}
