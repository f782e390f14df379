import type { ValidPlan } from '@drs-orchestration/core';
import type { LocalSystem, Scenario, SteppedClock } from '@drs-orchestration/testkit';
import type { ApiClient } from '../api/apiClient.js';
import type { Display } from '../display/display.js';
import type { Approvers } from '../follow/approvals.js';
import type { Announcement } from './announcement.js';
import type { Deployables } from './functionBundles.js';
import type { LocalRecords } from './localRecords.js';
import type { Speed } from './speed.js';

/** A run on this machine. */
export interface LocalRunOptions {
  readonly plan: ValidPlan;
  readonly scenario: Scenario;
  /** Starts what is followed, and returns its ExecutionId. */
  readonly start: (api: ApiClient) => Promise<string>;
  /** Which command it is, as other processes are told. */
  readonly command: Announcement['Command'];
  readonly deployables: Deployables;
  /** Stands still until the run starts, and again when it is over. */
  readonly clock: SteppedClock;
  /** Given back when the run is over. */
  readonly records: LocalRecords;
  readonly display: Display;
  readonly approvers: Approvers;
  /** Aborted when the user wants the run to end. */
  readonly cancel: AbortSignal;
  /** Who starts the run. */
  readonly caller: string;
  /** How fast the clock runs. */
  readonly speed: Speed;
  /** Milliseconds of the clock between two redraws. */
  readonly redrawEvery: number;
  /** Milliseconds by the wall since the command's start. */
  readonly wall: () => number;
  /** Told once the execution is accepted. */
  readonly onAccepted?: (executionId: string, system: LocalSystem) => void;
}
