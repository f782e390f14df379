/** The user's wish to end: Ctrl-C or SIGTERM. */
export interface Interrupts {
  /** Aborted at the first one. */
  readonly signal: AbortSignal;
  /** The user went on after the first one: the next one counts as the first again, by a fresh `signal`. */
  goOn(): void;
  /** What to do at the second one, before the process ends at once. */
  onSecond: (() => void) | undefined;
  /** Stops listening: the next one ends the process as usual. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens to the process's signals. @param exit ends the process at once. */
export function listenToInterrupts(exit: () => never): Interrupts {
  let first = new AbortController();
  const heard = (): void => {
    if (!first.signal.aborted) {
      first.abort(new Error('interrupted'));
      return;
    }
    interrupts.onSecond?.();
    exit();
  };
  for (const signal of signals) process.on(signal, heard);
  const interrupts: Interrupts = {
    get signal() {
      return first.signal;
    },
    goOn: () => {
      first = new AbortController();
    },
    onSecond: undefined,
    release: () => {
      for (const signal of signals) process.off(signal, heard);
    },
  };
  return interrupts;
}
