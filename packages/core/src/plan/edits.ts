import { RetryableError } from '../errors.js';
import type { Ports } from '../ports/index.js';

/** What editing plans and groups needs. */
export type EditContext = Pick<Ports, 'items' | 'identifiers' | 'clock'>;

/** Why an edit cannot be made as things are stored. */
export type EditRefusal =
  /** There is one of that id already, in this version. */
  | { readonly kind: 'EXISTS'; readonly version: number }
  /** There is none of that id. */
  | { readonly kind: 'UNKNOWN' }
  /** Another version than the one that was read is stored. */
  | { readonly kind: 'OTHER_VERSION'; readonly version: number };

/** How often an edit is decided anew when other writers were first. */
const attempts = 8;

/**
 * Decides an edit about what is stored, until it is refused or written. `isRepeated` tells a decision that an attempt
 * of its own went before, which may have been written although it was said to conflict (a lost answer).
 * @throws RetryableError `WriteContention` where other writers were first each time.
 */
export async function untilDecided<T>({ clock }: Pick<EditContext, 'clock'>, what: string, decide: (isRepeated: boolean) => Promise<T | 'CONFLICT'>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const decided = await decide(attempt > 0);
    if (decided !== 'CONFLICT') return decided;
    await clock.sleep(Math.min(20 * 2 ** attempt, 500));
  }
  throw new RetryableError('WriteContention', `Could not write ${what}: other writers were first ${attempts} times in a row. Try again.`);
}
