import { Executions, type Ports } from '@drs-orchestration/core';

/** What the poller works with. */
export interface PollerContext extends Ports {
  readonly executions: Executions;
}

/** A context over these ports. */
export function pollerContext(ports: Ports): PollerContext {
  return { ...ports, executions: new Executions(ports.items, ports.clock) };
}
