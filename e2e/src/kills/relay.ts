import type { Environment } from '@drs-orchestration/core';

/** The functions that run in the process which is killed; the API's caller would only see a failed request. */
export type MortalFunction = 'finder' | 'poller' | 'orchestrator';

/** One invocation, as it is sent to the process. */
export interface Invocation {
  readonly id: number;
  readonly name: MortalFunction;
  readonly event: unknown;
  readonly environment: Environment;
  /** Milliseconds since the epoch, by the system's clock, and how many times as fast as the wall it runs. */
  readonly now: number;
  readonly speed: number;
}

/** What the process answers; READY once it can be invoked. */
export type Answer = { readonly kind: 'READY' } | { readonly kind: 'ANSWER'; readonly id: number; readonly payload: unknown } | { readonly kind: 'ERROR'; readonly id: number; readonly name: string; readonly message: string };
