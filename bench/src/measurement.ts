/** A line of the table that people read. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** The same by other means, e.g. a 30 s loop. */
  readonly beside?: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

/** What a measurement came to. */
export interface Measured {
  /** Keys of results.json. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly figures: readonly Figure[];
}

/** Something that is measured. */
export interface Measurement {
  readonly name: string;
  /** Its heading on the page. */
  readonly title: string;
  /** How its figures are obtained, and their limits. */
  readonly how: string;
  run(): Promise<Measured>;
}
