import type { RecoveryTarget } from '../ports/accounts.js';
import type { ExecutionHeader } from './records.js';

/** The account and Region in which an execution recovers, with the role where it is not the system's own (R6). */
export function recoveryTarget(header: ExecutionHeader): RecoveryTarget {
  const own = header.TargetAccountId === header.SourceAccountId;
  return {
    region: header.Region,
    accountId: header.TargetAccountId,
    ...(own || header.AssumeRoleName === undefined ? {} : { assumeRoleName: header.AssumeRoleName }),
    ...(own || header.ExternalId === undefined ? {} : { externalId: header.ExternalId }),
  };
}
