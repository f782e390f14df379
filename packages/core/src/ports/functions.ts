/** The system's own Lambda functions, invoked asynchronously. A call that `signal` gives up is not repeated any more. */
export interface Functions {
  /** @throws ServiceError when the invocation was not accepted. */
  invokePoller(event: { readonly ExecutionId: string; readonly NextPollTime?: number }, signal?: AbortSignal): Promise<void>;
  /** @throws ServiceError when the invocation was not accepted. */
  invokeRepair(event: { readonly ExecutionId: string }, signal?: AbortSignal): Promise<void>;
}
