import { isFinal, putPlan } from '@drs-orchestration/core';
import { SteppedClock } from '@drs-orchestration/testkit';
import { withinBounds } from '../invariants/endings.js';
import { crash, type Invariant, type Restart, type Run, type Violation } from '../invariants/invariant.js';
import { invariants as all } from '../invariants/invariants.js';
import { requestStart } from '../system/requests.js';
import { simulatedSystem, type SimulatedSystem } from '../system/simulatedSystem.js';
import type { Script } from '../script/script.js';
import type { Happening, WitnessedExecution } from '../witness/witness.js';
import { act, cancelAt } from './act.js';
import { approveWaves } from './approveWaves.js';

/** What a run came to. */
export interface RunOutcome {
  readonly violations: readonly Violation[];
  readonly happenings: readonly Happening[];
  readonly startedAt: number;
  /** Virtual seconds it lasted. */
  readonly seconds: number;
  /** Inputs and outputs of the functions. */
  readonly steps: number;
  readonly executions: readonly WitnessedExecution[];
  readonly system: SimulatedSystem;
}

/** Any time will do, as long as it is always the same. */
const epoch = Date.UTC(2026, 0, 1);
/** How often the run looks whether all is over. Milliseconds. */
const lookEvery = 60_000;
/** How long it goes on after that, for what comes late. Milliseconds. */
const afterwards = 600_000;
/** How long beyond its own bound and all trouble an execution may take to be closed: repairs, clean-ups, messages. Seconds. */
const patienceSeconds = 4 * 3600;

/** Runs a script to its end, checking the invariants all the way. */
export async function runScript(script: Script, definition: string, invariants: readonly Invariant[] = all): Promise<RunOutcome> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: epoch });
  const system = await simulatedSystem(script, clock, definition);
  const accepted = new Set<string>();
  const restarts: Restart[] = [];
  const run: Run = { script, system, accepted, restarts };
  const violations: Violation[] = [];
  watch(run, invariants, violations);
  const simulated = clock.run(async () => {
    await putPlan(system.items, script.plan.plan, script.plan.groups);
    system.start();
    const operators = { through: false };
    void act(run, accepted, restarts).finally(() => (operators.through = true));
    void approveWaves(run);
    await start(run, accepted);
    await untilOver(run, operators, violations);
    await clock.sleep(afterwards);
  });
  try {
    await simulated;
  } catch (error) {
    violations.push(crash(error, clock.now()));
  } finally {
    system.stop();
  }
  for (const execution of system.witness.executions.values()) {
    for (const invariant of invariants) for (const found of invariant.atEnd?.(execution, run) ?? []) violations.push({ invariant: invariant.name, found, at: clock.now() });
  }
  const executions = [...system.witness.executions.values()];
  return { violations, happenings: system.witness.happenings, startedAt: epoch, seconds: (clock.now() - epoch) / 1000, steps: system.trouble.steps, executions, system };
}

function watch(run: Run, invariants: readonly Invariant[], violations: Violation[]): void {
  const { witness, clock } = run.system;
  const report = (invariant: Invariant, findings: readonly string[] | undefined): void => {
    for (const found of findings ?? []) {
      violations.push({ invariant: invariant.name, found, at: clock.now() });
      witness.note(`VIOLATION: ${invariant.name}: ${found}`);
    }
  };
  witness.onHeader = (change, execution) => invariants.forEach((invariant) => report(invariant, invariant.atHeader?.(change, execution, run)));
  const [atWave, atJob] = [cancelAt(run, 'CANCEL_AT_WAVE'), cancelAt(run, 'CANCEL_AT_JOB')];
  witness.onWave = (change, execution) => {
    invariants.forEach((invariant) => report(invariant, invariant.atWave?.(change, execution, run)));
    if (change.after.WaveStatus === 'LAUNCHING' && change.before?.WaveStatus !== 'LAUNCHING') atWave(change.after.ExecutionId);
  };
  witness.onLaunch = (launch, execution) => {
    invariants.forEach((invariant) => report(invariant, invariant.atLaunch?.(launch, execution, run)));
    if (execution !== undefined) atJob(execution.header.ExecutionId);
  };
}

/** An operator asks for the start until it is accepted. */
async function start({ script, system }: Run, accepted: Set<string>): Promise<void> {
  for (;;) {
    const answer = await requestStart(system.lambdas, script.plan.plan.PlanId, script.executionType);
    if (answer?.statusCode === 202) {
      accepted.add((answer.body as { readonly ExecutionId: string }).ExecutionId);
      return;
    }
    system.witness.note(`the start was answered ${answer === undefined ? 'not at all' : `${answer.statusCode}: ${JSON.stringify(answer.body)}`}`);
    if (answer !== undefined && answer.statusCode < 429 && answer.statusCode !== 409) throw new Error(`the plan cannot be started: ${JSON.stringify(answer.body)}`);
    await system.clock.sleep(20_000);
  }
}

/** When an execution must be closed at the latest, by its own bound and all the trouble there is. Milliseconds. */
function deadline({ header }: WitnessedExecution, script: Script): number {
  const storms = script.storms.reduce((sum, storm) => sum + storm.toSecond - storm.fromSecond, 0);
  const faults = (script.world.Faults ?? []).reduce((sum, fault) => sum + ('ToSecond' in fault && fault.ToSecond !== undefined ? fault.ToSecond - (fault.FromSecond ?? 0) : 0), 0);
  return (header.BoundTime + storms + faults + patienceSeconds) * 1000;
}

async function untilOver(run: Run, operators: { readonly through: boolean }, violations: Violation[]): Promise<void> {
  const { system, script } = run;
  for (;;) {
    const executions = [...system.witness.executions.values()];
    const open = executions.filter(({ header }) => !isFinal(header.Status) || header.Open !== undefined);
    if (open.length === 0 && executions.length > 0 && operators.through) return;
    const late = open.find((execution) => system.clock.now() > deadline(execution, script));
    if (late !== undefined) {
      const { header } = late;
      const found = `execution ${header.ExecutionId} is still ${header.Status}${header.Open === undefined ? '' : `, open (message ${header.NotificationStatus}, lock ${header.Locked}, clean-up ${header.CleanUp?.Status})`}, ${Math.round(system.clock.now() / 1000 - header.StartTime)} s after its start; its bound is ${header.BoundTime - header.StartTime} s`;
      violations.push({ invariant: withinBounds.name, found, at: system.clock.now() });
      return;
    }
    await system.clock.sleep(lookEvery);
  }
}
