/** What the user gave is wrong: the message says what and what would be right; drsctl exits with 2. */
export class InputError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'InputError';
  }
}
