/** What a function's invocation came to: its payload (a JSON value), or the error it ended with. */
export type InvocationOutcome =
  | { readonly payload: unknown }
  | { readonly error: { readonly errorType: string; readonly errorMessage: string; readonly trace?: readonly string[] } };

/**
 * Invokes a Lambda function, synchronously as `lambda:invoke` does. The payload is a JSON value that must not be changed.
 * A rejection stands for Lambda not having been reached (`Lambda.SdkClientException`).
 */
export type FunctionInvoker = (functionNameOrArn: string, payload: unknown) => Promise<InvocationOutcome>;
