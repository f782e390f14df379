/** Where random identifiers come from; seeded in the simulation. */
export interface Identifiers {
  /** A new UUID (version 4). */
  uuid(): string;
}
