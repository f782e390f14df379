/** Times in milliseconds, each with the target it is reported against, where there is one. */
export type Times = Readonly<Record<string, { readonly milliseconds: number; readonly target?: number }>>;

/** What a measurement came to. */
export interface Measured {
  /** The same on every machine: tests assert them. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of this machine: reported only. */
  readonly times: Times;
}

/** Something that is measured. */
export interface Measurement {
  readonly name: string;
  /** The requirements it is about. */
  readonly requirements: readonly string[];
  run(): Promise<Measured>;
}
