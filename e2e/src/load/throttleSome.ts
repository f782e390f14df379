import { Draws, type DrsEmulator } from '@drs-orchestration/testkit';

/** Which calls of DRS are throttled: a share of all, drawn from a seed. */
export interface SomeCalls {
  /** From 0 to 1. */
  readonly share: number;
  readonly seed: number;
}

/** From now on the emulator throttles so many of DRS's calls: the first of each operation, unless none, and others as drawn. Returns how many it has. */
export function throttleSome(emulator: DrsEmulator, { share, seed }: SomeCalls): () => number {
  const draws = new Draws(seed);
  const scripted = emulator.faults.next.bind(emulator.faults);
  const struck = new Set<string>();
  let throttled = 0;
  emulator.faults.next = (service, operation) => {
    const fault = scripted(service, operation);
    if (fault !== undefined || service !== 'drs' || share === 0) return fault;
    // Which draw falls to which call depends on how fast the machine is: without this, a rare operation may get none.
    const drawn = draws.next() < share;
    if (!drawn && struck.has(operation)) return undefined;
    struck.add(operation);
    throttled += 1;
    return { Service: 'drs', Operation: operation, Fault: 'THROTTLE' };
  };
  return () => throttled;
}
