import type { Executions } from '../execution/executions.js';
import type { Ports } from '../ports/index.js';
import type { LaunchQuotas } from './packing.js';

/** What launching needs. */
export interface LaunchContext extends Pick<Ports, 'clock' | 'identifiers' | 'accounts' | 'logger'> {
  readonly executions: Executions;
  readonly quotas: LaunchQuotas;
}
