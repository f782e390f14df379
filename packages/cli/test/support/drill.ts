import type { ExecutionType, ExecutionView } from '@drs-orchestration/core';
import { memoryDatabase, parseScenarioFile, SteppedClock, type LocalDatabase, type LocalSystem, type PlanBuilder } from '@drs-orchestration/testkit';
import type { Display } from '../../src/display/display.js';
import type { RunEvent } from '../../src/follow/events.js';
import type { RunResult } from '../../src/follow/result.js';
import type { Approvers } from '../../src/follow/approvals.js';
import { runLocally } from '../../src/local/runLocally.js';
import { sources } from './deployables.js';

/** What a run showed, and how it ended. */
export interface Drill {
  readonly view: ExecutionView;
  readonly events: readonly RunEvent[];
  readonly result: RunResult;
  readonly system: LocalSystem;
}

/** What of a run is not as usual. */
export interface DrillOptions {
  /** A scenario file's text. */
  readonly scenario?: string;
  readonly executionType?: ExecutionType;
  readonly database?: LocalDatabase;
  readonly ask?: Approvers['ask'];
  /** Told of each event; may cancel the run. */
  readonly onEvent?: (event: RunEvent, cancel: () => void) => void;
}

/** Phases of seconds, so that a run needs few polls: three minutes a wave. */
export const quick = 'Profile: { JobPending: 100, JobStarted: 20, Launching: 60, LaunchActions: 40, SpreadPercent: 15 }\n';

/** Runs a plan to its end on the real local system, as fast as can be. */
export async function drill(plan: PlanBuilder, options: DrillOptions = {}): Promise<Drill> {
  const valid = plan.validated();
  const reading = parseScenarioFile(options.scenario ?? quick, 'scenario', valid);
  if (reading.faults !== undefined) throw new Error(reading.report);
  const events: RunEvent[] = [];
  const cancel = new AbortController();
  let result: RunResult | undefined;
  let running: LocalSystem | undefined;
  const display: Display = {
    show: (news) =>
      news.forEach((event) => {
        events.push(event);
        options.onEvent?.(event, () => cancel.abort());
      }),
    redraw: () => undefined,
    aside: (question) => question(),
    end: (ended) => (result = ended),
    leave: () => undefined,
  };
  const view = await runLocally({
    plan: valid,
    scenario: reading.scenario,
    start: (api) => api.start(valid.plan.PlanId, options.executionType ?? 'DRILL'),
    command: 'drill',
    speed: 'INSTANT',
    deployables: sources,
    clock: new SteppedClock({ speed: 'INSTANT', startAt: Date.UTC(2026, 10, 21) }),
    records: { database: options.database ?? memoryDatabase(), release: () => undefined },
    display,
    approvers: { scripted: reading.scenario.Approvals, ...(options.ask === undefined ? {} : { ask: options.ask }) },
    cancel: cancel.signal,
    caller: 'tester',
    redrawEvery: 60_000,
    wall: () => 0,
    onAccepted: (_executionId, system) => (running = system),
  });
  if (result === undefined || running === undefined) throw new Error('the run ended without a result');
  return { view, events, result, system: running };
}

/** The events of a type. */
export function ofType<Type extends RunEvent['Type']>(events: readonly RunEvent[], type: Type): readonly Extract<RunEvent, { readonly Type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { readonly Type: Type }> => event.Type === type);
}

/** The launch jobs that DRS made for the run, each with its servers. */
export function launchJobs({ system, view }: Pick<Drill, 'system' | 'view'>): readonly (readonly string[])[] {
  return system.emulator.emulator
    .jobs()
    .filter((job) => job.type === 'LAUNCH' && job.tags['drs-orchestration:execution-id'] === view.ExecutionId)
    .map((job) => job.servers.map((server) => server.id));
}
