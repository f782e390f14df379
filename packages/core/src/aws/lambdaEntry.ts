import type { FunctionHandler, FunctionOptions } from '../functionOptions.js';
import { systemClock } from './systemClock.js';

/**
 * A Lambda function's `handler` from its factory: made at the first call, with the system's clock and environment,
 * and kept while the sandbox lives. Importing the bundle does nothing else, so a laptop can import it for its factory.
 */
export function lambdaEntry<Event, Answer>(create: (options: FunctionOptions) => FunctionHandler<Event, Answer>): FunctionHandler<Event, Answer> {
  let made: FunctionHandler<Event, Answer> | undefined;
  return (event) => {
    made ??= create({ clock: systemClock, environment: process.env });
    return made(event);
  };
}
