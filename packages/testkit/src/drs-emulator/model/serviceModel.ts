/** A shape of a service model. Bounds are of a text's characters, a list's or map's entries, or a number. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'boolean';
  /** The shape of each member by its name; members that travel in an answer's header are not here. */
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** The shape of a list's items. */
  readonly member?: string;
  /** The shapes of a map's keys and values. */
  readonly key?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  /** A regular expression for the whole text. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** An error's HTTP status. */
  readonly status?: number;
}

/** An operation of a service model. */
export interface OperationModel {
  readonly method: string;
  /** e.g. `/StartRecovery`, `/tags/{resourceArn}`. */
  readonly path: string;
  /** The HTTP status of its success. */
  readonly status: number;
  /** The errors it declares; others may be common to all of AWS. */
  readonly errors: readonly string[];
  /** Its shapes: absent where it has none, and where the emulator does not have the operation. */
  readonly input?: string;
  readonly output?: string;
}
