import type { Fault, ProtectionGroup } from './plan.js';
import { nearestWord } from './nearestWord.js';
import type { PlanParts } from './soundParts.js';

/** The groups that exist besides those the plan carries; `UNKNOWN` where nobody can tell here. */
export type StoredGroups = readonly ProtectionGroup[] | 'UNKNOWN';

function ownFaults(plan: PlanParts): Fault[] {
  const first = new Map<string, string>();
  return plan.groups.flatMap((group) => {
    const faults: Fault[] = [];
    if (group.id !== undefined) {
      const other = first.get(group.id.value);
      if (other === undefined) first.set(group.id.value, group.path);
      else faults.push({ path: group.id.path, message: `is already the id of ${other}: give each group its own` });
    }
    if (group.givesServers && group.givesTags) {
      faults.push({ path: `${group.path}.Tags`, message: 'a group has either ServerIds or Tags: remove one of them' });
    }
    const seen = new Set<string>();
    for (const server of group.servers) {
      if (seen.has(server.value)) faults.push({ path: server.path, message: `${server.value} is twice in this group: remove one` });
      seen.add(server.value);
    }
    return faults;
  });
}

function neitherFaults(plan: PlanParts): Fault[] {
  return plan.groups
    .filter((group) => !group.givesServers && !group.givesTags && group.isMap)
    .map(({ path }) => ({ path, message: 'has no servers: give ServerIds or Tags' }));
}

function missingFaults(plan: PlanParts, stored: StoredGroups): Fault[] {
  // A carried group whose id is unsound may be the one that is meant.
  if (stored === 'UNKNOWN' || plan.groups.some((group) => group.id === undefined)) return [];
  const known = [...plan.groups.flatMap((group) => group.id?.value ?? []), ...stored.map((group) => group.GroupId)];
  return plan.waves.flatMap((wave) => {
    if (wave.group === undefined || known.includes(wave.group.value)) return [];
    const meant = nearestWord(wave.group.value, known);
    const advice = meant === undefined ? 'add it to ProtectionGroups, or store it first' : `did you mean ${meant}?`;
    return [{ path: wave.group.path, message: `there is no protection group ${wave.group.value}: ${advice}` }];
  });
}

function regionFaults(plan: PlanParts, stored: StoredGroups): Fault[] {
  const faults = new Map<string, Fault>();
  for (const wave of plan.waves) {
    const id = wave.group?.value;
    if (wave.group === undefined || plan.region === undefined) continue;
    const carried = plan.groups.find((group) => group.id?.value === id);
    const known = stored === 'UNKNOWN' ? undefined : stored.find((group) => group.GroupId === id);
    const region = carried === undefined ? known?.Region : carried.region?.value;
    if (region === undefined || region === plan.region) continue;
    const path = carried?.region?.path ?? wave.group.path;
    faults.set(path, { path, message: `protection group ${id} is in ${region}, but the plan is in ${plan.region}: a plan recovers one Region` });
  }
  return [...faults.values()];
}

/** What is wrong with the groups that the plan carries, and with the groups that its waves name. */
export function groupFaults(plan: PlanParts, stored: StoredGroups): Fault[] {
  return [...ownFaults(plan), ...neitherFaults(plan), ...missingFaults(plan, stored), ...regionFaults(plan, stored)];
}
