import type { Script } from '../script/script.js';
import type { SimulatedSystem } from '../system/simulatedSystem.js';
import type { HeaderChange, Launch, WaveChange, WitnessedExecution } from '../witness/witness.js';

/** A run, as far as it has come. */
export interface Run {
  readonly script: Script;
  readonly system: SimulatedSystem;
  /** Executions that were accepted, by the API's answers. */
  readonly accepted: ReadonlySet<string>;
  /** Starts that were asked for while an execution ran, from before to after the answer. */
  readonly restarts: readonly Restart[];
  /** Executions that an operator asked to be cleaned up. */
  readonly cleaned: Set<string>;
}

/** A start that was asked for while an execution of the plan ran, and its answer. */
export interface Restart {
  readonly runningId: string;
  /** Whether it asked for what runs: the same type, and no retry. */
  readonly sameType: boolean;
  readonly statusCode: number;
  readonly answeredId: string | undefined;
}

/** What was found, in words; nothing where all is well. */
export type Findings = readonly string[];

/** Something that must hold in every run. */
export interface Invariant {
  /** The rule, in words. */
  readonly name: string;
  /** The requirements it stands for. */
  readonly ids: readonly string[];
  /** Looks at each write of an execution's header. */
  readonly atHeader?: (change: HeaderChange, execution: WitnessedExecution, run: Run) => Findings;
  /** Looks at each write of a wave. */
  readonly atWave?: (change: WaveChange, execution: WitnessedExecution, run: Run) => Findings;
  /** Looks at each launch job that DRS begins; `execution` is whose tags it carries. */
  readonly atLaunch?: (launch: Launch, execution: WitnessedExecution | undefined, run: Run) => Findings;
  /** Looks at each execution once the run is over. */
  readonly atEnd?: (execution: WitnessedExecution, run: Run) => Findings;
}

/** A broken invariant. */
export interface Violation {
  readonly invariant: string;
  readonly found: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What it is to the outcome that something of a run was thrown, not found. */
export function crash(error: unknown, at: number): Violation {
  return { invariant: 'the simulation itself does not crash', found: error instanceof Error ? (error.stack ?? error.message) : String(error), at };
}
