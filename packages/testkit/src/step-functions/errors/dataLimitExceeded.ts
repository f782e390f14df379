import { isLongerThan } from '../jsonValue.js';
import { maxPayloadBytes } from '../limits.js';
import { StateFailure } from './stateFailure.js';

/** `States.DataLimitExceeded`: a payload is above 256 KB. `States.ALL` does not catch it; its own name does. */
export class DataLimitExceeded extends StateFailure {
  constructor(what: string) {
    super(
      'States.DataLimitExceeded',
      `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
    this.name = 'DataLimitExceeded';
  }
}

/** @throws DataLimitExceeded when `value`, which `what` returned, is above 256 KB. */
export function requireWithinDataLimit(value: unknown, what: string): void {
  if (isLongerThan(value, maxPayloadBytes)) throw new DataLimitExceeded(what);
}
