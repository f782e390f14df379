/** A function's error as Lambda's Node.js runtime serialises it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What a handler threw, as Lambda answers it; a value that is no Error becomes the message. */
export function functionError(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack?.split('\n') ?? [] };
}

/** The error of a function that ran into its time-out, which Lambda raises in its place. */
export function timedOut(seconds: number): FunctionError {
  return { errorType: 'Sandbox.Timedout', errorMessage: `Error: Task timed out after ${seconds.toFixed(2)} seconds` };
}

/** The error of an invocation that names no function; Step Functions shows it under this name. */
export function notFound(name: string): FunctionError {
  return { errorType: 'Lambda.ResourceNotFoundException', errorMessage: `Function not found: ${name}` };
}
