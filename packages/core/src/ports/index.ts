import type { Accounts } from './accounts.js';
import type { Clock } from './clock.js';
import type { Functions } from './functions.js';
import type { Identifiers } from './identifiers.js';
import type { ItemStore } from './itemStore.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import type { Notifier } from './notifier.js';
import type { StateMachine } from './stateMachine.js';

export * from './accounts.js';
export * from './clock.js';
export * from './drs.js';
export * from './functions.js';
export * from './identifiers.js';
export * from './instances.js';
export * from './itemStore.js';
export * from './logger.js';
export * from './metrics.js';
export * from './notifier.js';
export * from './stateMachine.js';

/** Everything outside the domain that a function needs. */
export interface Ports {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly items: ItemStore;
  readonly accounts: Accounts;
  readonly notifier: Notifier;
  readonly machine: StateMachine;
  readonly functions: Functions;
  readonly logger: Logger;
  readonly metrics: Metrics;
}
