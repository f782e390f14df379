import type { Clock, Ports } from './ports/index.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a function's factory takes, so that a laptop runs the very bundle that is deployed (design section 2).
 * A port that is not given is built from `environment` with its AWS adapter.
 */
export interface FunctionOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly ports?: Partial<Omit<Ports, 'clock'>>;
}

/** A Lambda function's handler. */
export type FunctionHandler<Event = unknown, Answer = unknown> = (event: Event) => Promise<Answer>;
