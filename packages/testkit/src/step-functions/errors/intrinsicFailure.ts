import { RuntimeFailure } from './runtimeFailure.js';

/**
 * An intrinsic function was given arguments it cannot take. Step Functions reports that as `States.Runtime` (developer
 * guide, "Error names"), which neither Retry nor Catch takes; its own name in the language's specification is
 * `States.IntrinsicFailure`, which fails the machine just as well.
 */
export class IntrinsicFailure extends RuntimeFailure {
  constructor(call: string, message: string) {
    super(`The function '${call}' had the following error: ${message}`);
    this.name = 'IntrinsicFailure';
  }
}
