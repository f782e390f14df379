import type { ExecutionHeader } from '../execution/records.js';

/** One execution in a list. */
export type ExecutionSummary = Pick<
  ExecutionHeader,
  'ExecutionId' | 'PlanId' | 'PlanName' | 'PlanVersion' | 'ExecutionType' | 'Status' | 'StartTime' | 'EndTime' | 'InitiatedBy' | 'WaveCount' | 'RetryOf'
>;

/** A page of executions, newest first. */
export interface ExecutionPage {
  readonly Executions: readonly ExecutionSummary[];
  /** Asks for the next page; absent on the last one. */
  readonly NextCursor?: string;
}
