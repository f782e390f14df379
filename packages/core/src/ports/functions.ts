/** The system's own Lambda functions, invoked asynchronously. */
export interface Functions {
  /** @throws ServiceError when the invocation was not accepted. */
  invokePoller(event: { readonly ExecutionId: string; readonly NextPollTime?: number }): Promise<void>;
  /** @throws ServiceError when the invocation was not accepted. */
  invokeRepair(event: { readonly ExecutionId: string }): Promise<void>;
}
