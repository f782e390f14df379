/** A call that was made, and what came of it: a status, or the fault that struck it. */
export interface CallRecord {
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly accessKey: string;
  readonly request: unknown;
  readonly outcome: string;
}
