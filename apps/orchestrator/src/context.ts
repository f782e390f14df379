import { Executions, type LaunchQuotas, type Ports } from '@drs-orchestration/core';

/** What the orchestrator's tasks work with. */
export interface OrchestratorContext extends Ports {
  readonly executions: Executions;
  readonly quotas: LaunchQuotas;
  /** Days after its end that a record is kept; absent: for ever. */
  readonly historyRetentionDays?: number;
}

/** A context over these ports. */
export function orchestratorContext(ports: Ports, quotas: LaunchQuotas, historyRetentionDays?: number): OrchestratorContext {
  return { ...ports, executions: new Executions(ports.items, ports.clock), quotas, ...(historyRetentionDays === undefined ? {} : { historyRetentionDays }) };
}
