import { StateFailure } from './stateFailure.js';

/**
 * `States.Runtime`: what the interpreter itself could not process, e.g. a path that leads nowhere.
 * It always fails the execution: it cannot be retried, and `States.ALL` does not catch it.
 */
export class RuntimeFailure extends StateFailure {
  constructor(cause: string) {
    super('States.Runtime', cause);
    this.name = 'RuntimeFailure';
  }

  /** The same failure, saying in which state it happened, in AWS's words. */
  locatedIn(stateName: string, enteredEventId: number): RuntimeFailure {
    return new LocatedRuntimeFailure(
      `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}). ${this.failureCause}`,
    );
  }
}

class LocatedRuntimeFailure extends RuntimeFailure {
  override locatedIn(): RuntimeFailure {
    return this;
  }
}

/** The history is full; no state is to blame, so the cause names none. */
export class HistoryLimitFailure extends LocatedRuntimeFailure {
  constructor(limit: number) {
    super(`The execution reached the maximum number of history events (${limit}).`);
  }
}
