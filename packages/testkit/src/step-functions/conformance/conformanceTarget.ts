/** What the suite needs of a Step Functions API: the SDK's operations, and the time to wait in. */
export interface ConformanceTarget {
  /** What `differs` calls it. */
  readonly engine: string;
  readonly functionName: string;
  createStateMachine(input: { name: string; definition: string }): Promise<{ readonly stateMachineArn?: string | undefined }>;
  startExecution(input: { stateMachineArn: string; name: string; input: string }): Promise<{ readonly executionArn?: string | undefined }>;
  describeExecution(input: { executionArn: string }): Promise<DescribedExecution>;
  getExecutionHistory(input: { executionArn: string; maxResults: number }): Promise<{ readonly events?: readonly { readonly type?: string | undefined }[] | undefined }>;
  sendTaskSuccess(input: { taskToken: string; output: string }): Promise<unknown>;
  sendTaskFailure(input: { taskToken: string; error?: string; cause?: string }): Promise<unknown>;
  /** Waits seconds of the engine's time. */
  sleep(seconds: number): Promise<void>;
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
