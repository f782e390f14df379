import type { ExecutionView } from '@drs-orchestration/core';
import { startLocalSystem, worldOf } from '@drs-orchestration/testkit';
import { ApiClient } from '../api/apiClient.js';
import { localTransport } from '../api/localTransport.js';
import { announce } from './announcement.js';
import { startControlServer } from './controlServer.js';
import { LocalRun } from './localRun.js';
import { JsonLinesFile, shownPath } from './dataFolder.js';
import type { LocalRunOptions } from './localRunOptions.js';
import { storePlan } from './storePlan.js';

/**
 * Runs a plan on this machine, through the deployed state machine and functions, until nothing of it is left to do;
 * shows it, and returns its final record. Whatever happens, nothing of it is left running afterwards.
 */
export async function runLocally(options: LocalRunOptions): Promise<ExecutionView> {
  const { plan, scenario, clock, records, display } = options;
  const log = new JsonLinesFile();
  const closers: (() => Promise<void>)[] = [];
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
      closers.push(await announceSystem(options, system.apiUrl));
      clock.start();
      const api = new ApiClient(system.apiUrl, localTransport(system.apiUrl, clock));
      const executionId = await options.start(api);
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
      for (const close of closers) await close();
      await system.stop();
    }
  } finally {
    display.leave();
    log.close();
    records.release();
  }
}

/** Lets other drsctl processes watch, approve and cancel it; where nothing is kept, nobody would find it. */
async function announceSystem({ clock, speed, records, command }: LocalRunOptions, apiUrl: string): Promise<() => Promise<void>> {
  if (records.folder === undefined) return async () => undefined;
  const control = await startControlServer({ clock, speed });
  const withdraw = announce(records.folder.announcementPath, { ApiUrl: apiUrl, ControlUrl: control.url, Command: command });
  return async () => {
    withdraw();
    await control.close();
  };
}
