import { isFinal, putPlan } from '@drs-orchestration/core';
import { SteppedClock } from '@drs-orchestration/testkit';
import { boundSeconds, overheadSeconds } from '../invariants/designBounds.js';
import { withinBounds } from '../invariants/endings.js';
import { crash, type Invariant, type Restart, type Run, type Violation } from '../invariants/invariant.js';
import { invariants as all } from '../invariants/invariants.js';
import { requestStart } from '../system/requests.js';
import { simulatedSystem, type SimulatedSystem } from '../system/simulatedSystem.js';
import { planOf } from '../script/anotherPlan.js';
import { troubledSeconds, type Script } from '../script/script.js';
import type { Happening, HeaderChange, WitnessedExecution } from '../witness/witness.js';
import { act, askAfterEnds, cancelAt, freezeAtIntents } from './act.js';
import { approveWaves } from './approveWaves.js';
import { Operators } from './operators.js';
import { strikesOf } from './strikesOf.js';

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
  /** What struck it, and how often. */
  readonly strikes: ReadonlyMap<string, number>;
}

/** Any time will do, as long as it is always the same. */
const epoch = Date.UTC(2026, 0, 1);
/** How often the run looks whether all is over. Milliseconds. */
const lookEvery = 60_000;
/** How long it goes on after that, for what comes late. Milliseconds. */
const afterwards = 600_000;
/** How long beyond its plan's bound and all trouble an execution may take to be closed: its message is tried for an hour, its clean-up for 20 minutes. Seconds. */
const closingSeconds = 2 * 3600;

/** Runs a script to its end, checking the invariants all the way. */
export async function runScript(script: Script, definition: string, invariants: readonly Invariant[] = all): Promise<RunOutcome> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: epoch });
  const system = await simulatedSystem(script, clock, definition);
  const accepted = new Set<string>();
  const restarts: Restart[] = [];
  const run: Run = { script, system, accepted, restarts, cleaned: new Set() };
  const operators = new Operators();
  const violations: Violation[] = [];
  watch(run, invariants, violations, askAfterEnds(run, accepted, restarts, (request) => operators.doing(request)));
  const simulated = clock.run(async () => {
    await putPlan(system.items, script.plan.plan, script.plan.groups);
    system.start();
    operators.doing(act(run, accepted, restarts));
    void approveWaves(run);
    if (script.startsAtSecond !== undefined) await clock.sleep(script.startsAtSecond * 1000);
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
  for (const fault of system.witness.faults) violations.push(crash(fault, clock.now()));
  for (const execution of system.witness.executions.values()) {
    for (const invariant of invariants) violations.push(...foundAtEnd(invariant, execution, run));
  }
  const executions = [...system.witness.executions.values()];
  return { violations, happenings: system.witness.happenings, startedAt: epoch, seconds: (clock.now() - epoch) / 1000, steps: system.trouble.steps, executions, system, strikes: strikesOf(system) };
}

function foundAtEnd(invariant: Invariant, execution: WitnessedExecution, run: Run): readonly Violation[] {
  const at = run.system.clock.now();
  try {
    return (invariant.atEnd?.(execution, run) ?? []).map((found) => ({ invariant: invariant.name, found, at }));
  } catch (error) {
    return [crash(error, at)];
  }
}

function watch(run: Run, invariants: readonly Invariant[], violations: Violation[], atEnds: (change: HeaderChange) => void): void {
  const { witness, clock } = run.system;
  const report = (invariant: Invariant, findings: readonly string[] | undefined): void => {
    for (const found of findings ?? []) {
      violations.push({ invariant: invariant.name, found, at: clock.now() });
      witness.note(`VIOLATION: ${invariant.name}: ${found}`);
    }
  };
  witness.onHeader = (change, execution) => {
    invariants.forEach((invariant) => report(invariant, invariant.atHeader?.(change, execution, run)));
    atEnds(change);
  };
  const [atWave, atJob] = [cancelAt(run, 'CANCEL_AT_WAVE'), cancelAt(run, 'CANCEL_AT_JOB')];
  const atIntents = freezeAtIntents(run);
  witness.onWave = (change, execution) => {
    atIntents(change);
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

/** How long an execution may take by the design's bounds, some slack, and all the trouble there is. Seconds. */
function boundOf({ header }: WitnessedExecution, script: Script): number {
  return boundSeconds(planOf(script, header.PlanId), header.ExecutionType) + overheadSeconds + troubledSeconds(script);
}

/** Whether an execution has not ended, or is not closed, or its machine runs on: FinalizeExecution is tried again where its answer was lost. */
function isOpen({ header }: WitnessedExecution, system: SimulatedSystem): boolean {
  return !isFinal(header.Status) || header.Open !== undefined || system.machines.has(header.ExecutionId);
}

/** Whether what is open must be over. @param now seconds */
function isLate(execution: WitnessedExecution, script: Script, now: number): boolean {
  const { header } = execution;
  const ended = isFinal(header.Status);
  return now > header.StartTime + boundOf(execution, script) + (ended ? closingSeconds : 0);
}

async function untilOver(run: Run, operators: Operators, violations: Violation[]): Promise<void> {
  const { system, script } = run;
  for (;;) {
    const executions = [...system.witness.executions.values()];
    const open = executions.filter((execution) => isOpen(execution, system));
    if (open.length === 0 && executions.length > 0 && operators.through) return;
    const late = open.find((execution) => isLate(execution, script, system.clock.now() / 1000));
    if (late !== undefined) {
      const { header } = late;
      const found = `execution ${header.ExecutionId} is still ${header.Status}${header.Open === undefined ? '' : `, open (message ${header.NotificationStatus}, lock ${header.Locked}, clean-up ${header.CleanUp?.Status})`}${system.machines.has(header.ExecutionId) ? ', its machine running' : ''}, ${Math.round(system.clock.now() / 1000 - header.StartTime)} s after its start; its bound is ${boundOf(late, script)} s`;
      violations.push({ invariant: withinBounds.name, found, at: system.clock.now() });
      return;
    }
    await system.clock.sleep(lookEvery);
  }
}
