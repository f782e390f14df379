import type { ApiClient } from '../api/apiClient.js';
import type { SystemControl } from '../local/systemControl.js';

/** Where a command works. */
export interface Target {
  /** LOCAL_SYSTEM: one that another process runs; LOCAL_RECORDS: what earlier ones left, while none runs. */
  readonly kind: 'AWS' | 'LOCAL_SYSTEM' | 'LOCAL_RECORDS';
  readonly api: ApiClient;
  /** What commands that are proposed need to find it again, e.g. ` --local`. */
  readonly flags: string;
  /** Milliseconds since the Unix epoch, by the clock of what runs there. */
  now(): number;
  /** Reads that clock anew, where it is not this machine's. */
  refresh(): Promise<void>;
  /** Milliseconds by the wall between two looks at an execution. */
  readonly lookEvery: number;
  /** The running local system's own side. */
  readonly control?: SystemControl;
  close(): Promise<void>;
}
