import { StateFailure } from './stateFailure.js';

/** `States.IntrinsicFailure`: an intrinsic function was given arguments it cannot take. */
export class IntrinsicFailure extends StateFailure {
  constructor(call: string, message: string) {
    super('States.IntrinsicFailure', `The function '${call}' had the following error: ${message}`);
    this.name = 'IntrinsicFailure';
  }
}
