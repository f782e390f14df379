import type { Executions } from '../execution/executions.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { recoveryTarget } from '../execution/recoveryTarget.js';
import { refusalsByLiveInstances } from '../launch/liveInstances.js';
import { listRunningJobs } from '../launch/runningJobs.js';
import type { DrsJob, DrsSourceServer } from '../ports/drs.js';
import type { Ports } from '../ports/index.js';
import { knownServersOf, resolveServers, serversToAskFor } from './resolveServers.js';
import { told, type Told } from '../told.js';

/** What only DRS can tell before a run. */
export interface DrsFacts {
  /** The source servers that DRS knows, of those asked for. */
  readonly servers: Told<readonly DrsSourceServer[]>;
  /** By server, why what runs already forbids its launch. */
  readonly live: Told<ReadonlyMap<string, string>>;
  /** Everybody's jobs in the account. */
  readonly jobs: Told<readonly DrsJob[]>;
}

/**
 * Asks DRS, in as few calls as possible, what a preflight looks at. The first question also tells whether the account
 * can be entered and has DRS at all: where it has no answer, no other is asked.
 * @param waves as they would be started, tags not resolved. @param deadline milliseconds since the epoch.
 */
export async function askDrsFacts(
  context: Pick<Ports, 'clock' | 'accounts' | 'logger'> & { readonly executions: Executions },
  header: ExecutionHeader,
  waves: readonly WaveRecord[],
  deadline: number,
): Promise<DrsFacts> {
  const { clock } = context;
  const drs = context.accounts.drs(recoveryTarget(header));
  const ask = async <T>(question: () => Promise<T>): Promise<Told<T>> => {
    const answer = await told(clock, deadline, question);
    if (!answer.known) context.logger.warn('a preflight\'s question had no answer', { PlanId: header.PlanId, code: answer.error?.code, reason: answer.reason });
    return answer;
  };
  const servers = await ask(() => drs.describeSourceServers(serversToAskFor(waves)));
  if (!servers.known) return { servers, live: servers, jobs: servers };
  const launchable = knownServersOf(resolveServers(waves, servers.value), servers.value);
  const [live, jobs] = await Promise.all([ask(() => refusalsByLiveInstances({ ...context, drs }, header, launchable)), ask(() => listRunningJobs(drs, clock.now()))]);
  return { servers, live, jobs };
}
