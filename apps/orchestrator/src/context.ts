import { Executions, type LaunchQuotas, type Ports } from '@drs-orchestration/core';

/** What the orchestrator's tasks work with. */
export interface OrchestratorContext extends Ports {
  readonly executions: Executions;
  readonly quotas: LaunchQuotas;
}

/** A context over these ports. */
export function orchestratorContext(ports: Ports, quotas: LaunchQuotas): OrchestratorContext {
  return { ...ports, executions: new Executions(ports.items, ports.clock), quotas };
}
