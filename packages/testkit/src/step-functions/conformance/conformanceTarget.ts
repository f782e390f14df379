/** What the suite needs of a Step Functions API: the SDK's operations, and the time to wait in. */
export interface ConformanceTarget {
  /** What `differs` calls it. */
  readonly engine: string;
  readonly functionName: string;
  createStateMachine(input: { name: string; definition: string }): Promise<{ readonly stateMachineArn?: string | undefined }>;
  startExecution(input: { stateMachineArn: string; name: string; input: string }): Promise<{ readonly executionArn?: string | undefined }>;
  describeExecution(input: { executionArn: string }): Promise<DescribedExecution>;
  getExecutionHistory(input: { executionArn: string; maxResults: number; nextToken?: string }): Promise<HistoryPage>;
  stopExecution(input: { executionArn: string; error?: string; cause?: string }): Promise<unknown>;
  sendTaskSuccess(input: { taskToken: string; output: string }): Promise<unknown>;
  sendTaskFailure(input: { taskToken: string; error?: string; cause?: string }): Promise<unknown>;
  sendTaskHeartbeat(input: { taskToken: string }): Promise<unknown>;
  /** Waits seconds of the engine's time. */
  sleep(seconds: number): Promise<void>;
}

/** A page of a history, as GetExecutionHistory gives it. */
export interface HistoryPage {
  readonly events?: readonly ShownEvent[] | undefined;
  readonly nextToken?: string | undefined;
}

/** An event as the API shows it: as much of it as the suite looks at. */
export interface ShownEvent {
  readonly type?: string | undefined;
  readonly timestamp?: Date | undefined;
  readonly stateEnteredEventDetails?: { readonly name?: string | undefined } | undefined;
  readonly stateExitedEventDetails?: { readonly name?: string | undefined } | undefined;
}

/** An execution as DescribeExecution shows it. */
export interface DescribedExecution {
  readonly status?: string | undefined;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly startDate?: Date | undefined;
  readonly stopDate?: Date | undefined;
}
