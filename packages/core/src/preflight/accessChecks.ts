import type { PreflightCheck } from '../answers/preflight.js';
import { passesByItself, type FailureKind } from '../errors.js';
import type { ExecutionHeader } from '../execution/records.js';
import { recoveryTarget } from '../execution/recoveryTarget.js';
import type { DrsSourceServer } from '../ports/drs.js';
import { found, passed, unknown } from './check.js';
import type { NotTold, Told } from '../told.js';

/** Whether the target account can be entered (R6) and has DRS, as the first question to it shows. */
export function accessChecks(header: ExecutionHeader, servers: Told<readonly DrsSourceServer[]>): readonly PreflightCheck[] {
  const target = recoveryTarget(header);
  const where = `account ${target.accountId}, ${target.region}`;
  const role = target.assumeRoleName === undefined ? passed('ROLE_ASSUMABLE', 'The servers are in the system\'s own account: no role is needed.') : undefined;
  const entered = role ?? passed('ROLE_ASSUMABLE', `The role ${target.assumeRoleName} of account ${target.accountId} can be assumed.`);
  if (servers.known) return [entered, passed('DRS_READY', `DRS answers in ${where}.`)];
  if (servers.error?.service === 'STS') return [refused('ROLE_ASSUMABLE', servers), unknown('DRS_READY', 'the account could not be entered.')];
  // Without an answer from DRS nobody knows how far the question came.
  const mayBeOutside = servers.error === undefined || servers.error.kind === 'NETWORK' || servers.error.kind === 'UNREACHABLE';
  const inside = role ?? (mayBeOutside ? unknown('ROLE_ASSUMABLE', servers.reason) : entered);
  return [inside, refused('DRS_READY', servers, { UNINITIALIZED: `DRS is not initialised in ${where}. Initialise it there (in its console, or by drs:InitializeService), then install the replication agents.` })];
}

/** What a run would fail on is FAILED, what passes by itself UNKNOWN. */
function refused(check: 'ROLE_ASSUMABLE' | 'DRS_READY', { reason, error }: NotTold, words: Partial<Record<FailureKind, string>> = {}): PreflightCheck {
  const inWords = error === undefined ? undefined : words[error.kind];
  return error === undefined || passesByItself(error) ? unknown(check, reason) : found(check, 'FAILED', inWords ?? reason);
}
