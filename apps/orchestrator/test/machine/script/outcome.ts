/** What the scripted function does with one call. */
export type Outcome =
  /** It returns this; for a Task with a token it first sends this as the Task's success. */
  | { readonly kind: 'ANSWER'; readonly value: unknown }
  /** It throws an error of this name. */
  | { readonly kind: 'ERROR'; readonly name: string; readonly message: string }
  /** It keeps the token and returns; somebody answers later, or nobody. */
  | { readonly kind: 'PENDING' };

/** The call answers `value`. */
export const answers = (value: unknown): Outcome => ({ kind: 'ANSWER', value });

/** The call fails with an error of that name. */
export const fails = (name: string, message = `${name}, as scripted`): Outcome => ({ kind: 'ERROR', name, message });

/** The call registers its token and nobody answers yet. */
export const pending: Outcome = { kind: 'PENDING' };
