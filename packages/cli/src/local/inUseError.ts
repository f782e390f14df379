/** Another process uses what this one needs for itself: the message says which, and what to do; drsctl exits with 4. */
export class InUseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InUseError';
  }
}
