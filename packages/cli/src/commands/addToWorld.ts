import type { ProtectionGroup, RecoveryPlan } from '@drs-orchestration/core';
import type { Target } from '../target/target.js';

/** What names servers: a plan's waves, groups. */
export interface NamesServers {
  readonly plan?: Pick<RecoveryPlan, 'Waves'>;
  readonly groups: readonly Pick<ProtectionGroup, 'ServerIds'>[];
}

/**
 * Gives the emulated world of a running local system the servers that were stored there and that it lacks, and says how
 * many; does nothing elsewhere.
 */
export async function addToWorld({ plan, groups }: NamesServers, { control }: Pick<Target, 'control'>, say: (sentence: string) => void): Promise<void> {
  const servers = [...(plan?.Waves ?? []), ...groups].flatMap((part) => part.ServerIds ?? []);
  const added = servers.length === 0 ? 0 : await control?.addServers(servers);
  if (added !== undefined && added > 0) say(`${added} of its servers are new to the local system: they replicate there now.`);
}
