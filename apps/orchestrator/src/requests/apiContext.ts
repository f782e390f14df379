import type { Executions, LaunchQuotas, Ports } from '@drs-orchestration/core';

/** What the API's requests work with. */
export interface ApiContext extends Pick<Ports, 'clock' | 'identifiers' | 'items' | 'accounts' | 'machine' | 'logger'> {
  readonly executions: Executions;
  readonly quotas: LaunchQuotas;
  readonly sourceAccountId: string;
  /** The deployment's topic, for plans that name none. */
  readonly defaultTopicArn?: string;
}
