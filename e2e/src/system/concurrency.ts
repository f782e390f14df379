/** How many invocations of functions run at a time. */
export class Concurrency {
  /** The most at any time. */
  most = 0;
  invocations = 0;
  #running = 0;

  /** The handler, its runs counted. */
  counted<Event, Answer>(handler: (event: Event) => Promise<Answer>): (event: Event) => Promise<Answer> {
    return async (event) => {
      this.invocations += 1;
      this.#running += 1;
      this.most = Math.max(this.most, this.#running);
      try {
        return await handler(event);
      } finally {
        this.#running -= 1;
      }
    };
  }
}
