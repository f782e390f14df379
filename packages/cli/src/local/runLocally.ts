import { putPlan, type ExecutionView, type ItemStore, type ValidPlan } from '@drs-orchestration/core';
import { startLocalSystem, worldOf } from '@drs-orchestration/testkit';
import { ApiClient } from '../follow/apiClient.js';
import { LocalRun } from './localRun.js';
import { JsonLinesFile, shownPath } from './dataFolder.js';
import type { LocalRunOptions } from './localRunOptions.js';

/**
 * Runs a plan on this machine, through the deployed state machine and functions, until nothing of it is left to do;
 * shows it, and returns its final record. Whatever happens, nothing of it is left running afterwards.
 */
export async function runLocally(options: LocalRunOptions): Promise<ExecutionView> {
  const { plan, scenario, clock, records, display } = options;
  const log = new JsonLinesFile();
  let run: LocalRun | undefined;
  try {
    const system = await startLocalSystem({
      ...options.deployables,
      clock,
      world: worldOf(scenario, plan.plan, plan.groups),
      database: records.database,
      caller: options.caller,
      log: (line) => {
        log.write(line);
        run?.heard(line);
      },
    });
    try {
      await storePlan(system.items, plan);
      clock.start();
      const api = new ApiClient(system.apiUrl, clock);
      const executionId = await api.start(plan.plan.PlanId, options.executionType);
      options.onAccepted?.(executionId, system);
      const logPath = records.folder?.logPath(executionId);
      if (logPath !== undefined) log.open(logPath);
      run = new LocalRun({ ...options, api, system, executionId });
      const view = await run.toItsEnd();
      const recordPath = records.folder?.writeRecord(view);
      display.end(run.result(view), {
        view,
        wallMilliseconds: options.wall(),
        messages: run.messages,
        ...(recordPath === undefined ? {} : { recordPath: shownPath(recordPath) }),
        ...(logPath === undefined ? {} : { logPath: shownPath(logPath) }),
      });
      return view;
    } finally {
      clock.stop();
      await system.stop();
    }
  } finally {
    display.leave();
    log.close();
    records.release();
  }
}

async function storePlan(items: ItemStore, { plan, groups }: ValidPlan): Promise<void> {
  // Nobody else writes local records, so a conflict is our own earlier write, whose answer was lost.
  if ((await putPlan(items, plan, groups)) === 'CONFLICT' && (await putPlan(items, plan, groups)) === 'CONFLICT') {
    throw new Error(`Plan ${plan.PlanId} could not be stored: somebody else writes the same records.`);
  }
}
