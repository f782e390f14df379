import type { Drs } from './drs.js';
import type { Instances } from './instances.js';

/** The account and Region in which an execution recovers servers (R6). */
export interface RecoveryTarget {
  readonly region: string;
  readonly accountId: string;
  /** The role to assume there; absent where the target is the system's own account. */
  readonly assumeRoleName?: string;
  readonly externalId?: string;
}

/**
 * Access to target accounts. Where a target needs a role, every call is made with that role's temporary
 * credentials (P19 to P21); a refusal is a `ServiceError` that names the role's ARN and the reason (R6.3).
 */
export interface Accounts {
  drs(target: RecoveryTarget): Drs;
  instances(target: RecoveryTarget): Instances;
}
