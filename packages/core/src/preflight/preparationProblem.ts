/** Why an execution cannot be launched as its plan stands, as far as only DRS can tell (design section 4). */
export interface PreparationProblem {
  /** Stable, e.g. `ServerUnknown`. */
  readonly code: 'NoServerMatches' | 'OrderMismatch' | 'ServerTwice' | 'ServerUnknown' | 'ServerNotReplicating' | 'ServerRunning' | 'WaveTooLarge' | 'TooManyEvents';
  /** What is wrong and what to do. */
  readonly message: string;
  readonly server?: string;
  /** Absent where it is about all of the plan. */
  readonly wave?: number;
}
