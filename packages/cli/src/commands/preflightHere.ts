import type { ExecutionType, Preflight } from '@drs-orchestration/core';
import { startLocalSystem, SteppedClock, systemTime, worldOf } from '@drs-orchestration/testkit';
import { ApiClient } from '../api/apiClient.js';
import { localTransport } from '../api/localTransport.js';
import type { CommandContext } from '../commandContext.js';
import { planReference } from '../input/planReference.js';
import { readRunInput } from '../input/runInput.js';
import { announcedSystem } from '../local/announcement.js';
import { callerName } from '../local/callerName.js';
import { announcementPath, hasRecords } from '../local/dataFolder.js';
import { openLocalRecords } from '../local/localRecords.js';
import { storePlan } from '../local/storePlan.js';
import { dataFolderOf } from '../target/localOptions.js';
import type { PreflightOptions } from './answerOptions.js';

/**
 * Checks a plan file in the world that a drill of it would have on this machine: all that can be said before it is
 * stored anywhere. Undefined where a local system runs, which has a world of its own, or a stored plan is named.
 */
export async function preflightHere(plan: string, type: ExecutionType, options: PreflightOptions, context: CommandContext): Promise<Preflight | undefined> {
  const folder = dataFolderOf(options);
  const { file } = planReference(plan);
  if (announcedSystem(announcementPath(folder)) !== undefined) return undefined;
  if (file === undefined && hasRecords(folder)) return undefined;
  const input = readRunInput(file ?? plan, options.scenario);
  const { plan: valid, scenario } = input;
  const deployables = await context.deployables();
  const clock = new SteppedClock({ speed: 1, startAt: systemTime() });
  const note = (sentence: string): void => void context.terminal.stderr.write(`${sentence}\n`);
  const records = await openLocalRecords({ clock, environment: {}, note });
  const system = await startLocalSystem({ ...deployables, clock, world: worldOf(scenario, valid.plan, valid.groups), database: records.database, caller: callerName(), log: () => undefined });
  try {
    await storePlan(system.items, valid);
    clock.start();
    return await new ApiClient(system.apiUrl, localTransport(system.apiUrl, clock)).preflight(valid.plan.PlanId, type);
  } finally {
    clock.stop();
    await system.stop();
    records.release();
  }
}
