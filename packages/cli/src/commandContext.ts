import type { Clock, Environment } from '@drs-orchestration/core';
import type { Interrupts } from './interrupts.js';
import type { Deployables } from './local/functionBundles.js';
import type { Terminal } from './terminal.js';

/** What a command works with besides its options. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly interrupts: Interrupts;
  /** The machine's time: local runs have clocks of their own. */
  readonly clock: Clock;
  /** Loads what is deployed. */
  readonly deployables: () => Promise<Deployables>;
}
