import type { Clock, Drs, DrsJob, DrsRecoveryInstance, ExecutionType, ExecutionView } from '@drs-orchestration/core';
import type { PlanBuilder } from '@drs-orchestration/testkit';

/** The six test servers by tier, two each (R10.4, R12.1). */
export interface TierServers {
  readonly Database: readonly [string, string];
  readonly Application: readonly [string, string];
  readonly Web: readonly [string, string];
}

/** Where a plan recovers, where that is not the system's own account. */
export type TargetKeys = Readonly<Partial<Record<'TargetAccountId' | 'AssumeRoleName' | 'ExternalId', string>>>;

/** A deployed system as a scenario meets it: on this machine, or in an AWS account. Seconds are the clock's. */
export interface SystemUnderTest {
  /** The account the system runs in. */
  readonly accountId: string;
  readonly region: string;
  readonly servers: TierServers;
  /** What a plan must say to reach the servers. */
  readonly target: TargetKeys;
  readonly clock: Clock;
  /** DRS where the servers are, as a scenario asks it. */
  readonly drs: Drs;
  /** Stores a plan and starts it; its ExecutionId. */
  start(plan: PlanBuilder, executionType?: ExecutionType): Promise<string>;
  view(executionId: string): Promise<ExecutionView>;
  /** Waits until the record is as described. @throws Error with the record, when it is not so in time. */
  until(executionId: string, what: string, isSo: (view: ExecutionView) => boolean, withinSeconds?: number): Promise<ExecutionView>;
  /** Waits until the run has its final status and its message, its clean-up and its lock are done with. */
  untilOver(executionId: string, withinSeconds?: number): Promise<ExecutionView>;
  /** The ids in StatusIndex that the finder watches. */
  watched(): Promise<readonly string[]>;
  /** The launch jobs that DRS says it made for a run, oldest first. */
  launchJobs(executionId: string): Promise<readonly DrsJob[]>;
  /** The recovery instances that DRS knows of these servers. */
  recoveryInstances(serverIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]>;
}
