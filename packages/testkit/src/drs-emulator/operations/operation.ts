import type { DrsEmulator } from '../drsEmulator.js';

/** A request's members. */
export type Input = Readonly<Record<string, unknown>>;

/** Who calls, and where to. */
export interface Caller {
  readonly accessKey: string;
  readonly region: string;
}

/**
 * An operation: what it answers to whom, as the members of the service's wire format. `emulator` is what the caller's
 * account sees in its Region.
 * @throws AwsFault when it refuses.
 */
export type Operation = (emulator: DrsEmulator, input: Input, caller: Caller) => object;
