import type { Job, JobServer } from '../jobs/job.js';
import { settledAt, terminatedAt } from '../timing/course.js';
import type { ServerFault, WorldEc2 } from '../world.js';

/** A recovery instance that DRS knows, or knew. */
export interface RecoveryInstance {
  readonly id: string;
  /** Its source server. */
  readonly server: string;
  readonly jobId?: string;
  readonly isDrill: boolean;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  /** The latest job that was to end it. */
  termination?: { readonly job: Job; readonly server: JobServer };
}

/** Whether it is gone for good at a time: TerminateRecoveryInstances deletes DRS's record of it. */
export function isTerminated({ termination }: RecoveryInstance, now: number): boolean {
  return termination !== undefined && terminatedAt(termination.server.course) <= now;
}

/** Whether a job is ending it at a time; one that failed to is over and leaves it as it was. */
export function isBeingTerminated({ termination }: RecoveryInstance, now: number): boolean {
  return termination !== undefined && now < settledAt(termination.server.course);
}

/** EC2's words for an instance's state. */
export type Ec2State = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopped';

/** What becomes of an instance whose boot goes wrong: it stays pending, stops, or ends by itself. */
const spoiltBoot: Readonly<Record<ServerFault['Fault'], Ec2State>> = { STALL: 'pending', FAIL: 'stopped', NEVER_LAUNCHED: 'terminated' };

/** EC2's view of an instance at a time (milliseconds since the epoch). */
export function ec2StateAt(instance: RecoveryInstance, now: number, ec2: WorldEc2 = {}, bootFault?: ServerFault['Fault']): Ec2State {
  if (isTerminated(instance, now)) return 'terminated';
  if (isBeingTerminated(instance, now)) return 'shutting-down';
  if (now < instance.launchedAt + (ec2.PendingSeconds ?? 0) * 1000) return 'pending';
  return bootFault === undefined ? 'running' : spoiltBoot[bootFault];
}

/** Whether EC2 knows a launched instance yet: a fresh id is unknown for a while (drs-api.md, In the field). */
export function isKnownToEc2(instance: RecoveryInstance, now: number, ec2: WorldEc2 = {}): boolean {
  return now >= instance.launchedAt + (ec2.UnknownSeconds ?? 0) * 1000;
}
