import { TerminalError } from '../errors.js';
import type { Executions } from '../execution/executions.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import type { ExecutionType } from '../plan/plan.js';
import type { Ports } from '../ports/index.js';
import { launchHistory, noHistory, type LaunchHistory } from './launchHistory.js';

/** How many earlier runs are read: enough that one odd run does not set the median. */
const runsRead = 3;
/** How far back among a plan's runs they are looked for. */
const runsLookedAt = 25;

/**
 * What the latest COMPLETED or PARTIAL runs of a plan, of the same kind, tell about its waves. It is only a help: where
 * it cannot be read, that is logged and nothing is known.
 */
export async function readLaunchHistory(
  context: Pick<Ports, 'items' | 'logger'> & { readonly executions: Executions },
  planId: string,
  executionType: ExecutionType,
): Promise<LaunchHistory> {
  try {
    const runs: (readonly WaveRecord[])[] = [];
    for (const executionId of await latestRuns(context, planId, executionType)) runs.push((await context.executions.load(executionId)).waves);
    return launchHistory(runs);
  } catch (error) {
    // A service that fails, or a record that has just expired.
    if (!(error instanceof TerminalError)) throw error;
    context.logger.warn('earlier runs could not be read: DRS\'s measured times are expected', { PlanId: planId, code: error.code, reason: error.message });
    return noHistory;
  }
}

async function latestRuns(context: Pick<Ports, 'items'>, planId: string, executionType: ExecutionType): Promise<readonly string[]> {
  const pages = context.items.query({ table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: planId }, descending: true, pageSize: runsLookedAt });
  for await (const page of pages) {
    const runs = page as unknown as readonly Pick<ExecutionHeader, 'ExecutionId' | 'ExecutionType' | 'Status'>[];
    const useful = runs.filter((run) => run.ExecutionType === executionType && (run.Status === 'COMPLETED' || run.Status === 'PARTIAL'));
    return useful.slice(0, runsRead).map((run) => run.ExecutionId);
  }
  return [];
}
