import type { Frame } from '../execution/frame.js';
import type { StateType } from './stateType.js';

/** How a state ended: its output, and the state that follows (none where it ends its line). */
export interface StateOutcome {
  readonly output: unknown;
  readonly next: string | undefined;
}

/** A state, compiled once for its machine. */
export interface CompiledState {
  readonly name: string;
  readonly type: StateType;
  /** Runs it after it was entered; the outcome is a promise only where it has to wait. Throws StateFailure. */
  run(input: unknown, frame: Frame): StateOutcome | Promise<StateOutcome>;
}

/** A set of states that refer to each other: the machine's own, a Parallel's branch, a Map's processor. */
export interface CompiledStates {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, CompiledState>;
}
