import type { MachineExecutionStatus } from '../execution/execution.js';

/** CreateStateMachine. `definition` is ASL as text; only standard workflows run here. */
export interface CreateStateMachineInput {
  readonly name: string;
  readonly definition: string;
  readonly roleArn?: string;
  readonly type?: string;
}

/** UpdateStateMachine: executions that run go on with the definition they started with. */
export interface UpdateStateMachineInput {
  readonly stateMachineArn: string;
  readonly definition?: string;
  readonly roleArn?: string;
}

/** DescribeStateMachine's answer. */
export interface DescribeStateMachineOutput {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: 'ACTIVE';
  readonly definition: string;
  readonly roleArn: string;
  readonly type: 'STANDARD';
  readonly creationDate: Date;
  readonly revisionId?: string;
}

/** StartExecution. `input` is JSON as text, `{}` by default; `name` a new UUID by default. */
export interface StartExecutionInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

/** An execution in a list. */
export interface ExecutionListItem {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: MachineExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly redriveCount: 0;
}

/** DescribeExecution's answer; `input` and `output` are JSON as text. */
export interface DescribeExecutionOutput extends ExecutionListItem {
  readonly input: string;
  readonly inputDetails: { readonly included: true };
  readonly output?: string;
  readonly outputDetails?: { readonly included: true };
  readonly error?: string;
  readonly cause?: string;
}

/** ListExecutions: newest first; pages of 100 by default, 1,000 at most. */
export interface ListExecutionsInput {
  readonly stateMachineArn: string;
  readonly statusFilter?: MachineExecutionStatus;
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** GetExecutionHistory: pages of 100 events by default, 1,000 at most. */
export interface GetExecutionHistoryInput {
  readonly executionArn: string;
  readonly maxResults?: number;
  readonly nextToken?: string;
  readonly reverseOrder?: boolean;
  readonly includeExecutionData?: boolean;
}

/** An event as the API shows it: its details are in a field named by its type, e.g. `taskScheduledEventDetails`. */
export interface HistoryEventView {
  readonly id: number;
  readonly type: string;
  readonly timestamp: Date;
  readonly previousEventId: number;
  readonly [details: `${string}EventDetails`]: unknown;
}
