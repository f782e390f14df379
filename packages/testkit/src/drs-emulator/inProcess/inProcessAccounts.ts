import type { Accounts, Clock, RecoveryTarget } from '@drs-orchestration/core';
import type { DrsEmulator } from '../drsEmulator.js';
import type { Caller } from '../operations/operation.js';
import { assumedCaller } from './assumedCaller.js';
import { inProcessCalls, type CallerSource } from './inProcessCalls.js';
import { inProcessDrs } from './inProcessDrs.js';
import { inProcessInstances } from './inProcessInstances.js';
import { ownAccessKey } from './ownAccessKey.js';

/** What an in-process access needs: its waits are on `clock`. */
export interface InProcessOptions {
  readonly clock: Clock;
  /** The account the system runs in. */
  readonly ownAccountId: string;
}

/** A role's ARN in a target account, in the partition of its Region. */
function roleArnOf({ region, accountId, assumeRoleName }: RecoveryTarget): string {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:iam::${accountId}:role/${assumeRoleName}`;
}

/**
 * Core's access to target accounts straight on an emulator, without HTTP and SDK, for a simulation: the same faults,
 * the same repetitions and the same ServiceErrors as with core's adapters over the SDK.
 */
export function inProcessAccounts(emulator: DrsEmulator, { clock, ownAccountId }: InProcessOptions): Accounts {
  const calls = inProcessCalls(emulator, clock);
  const callers = new Map<string, CallerSource>();
  const callerFor = (target: RecoveryTarget): CallerSource => {
    const { region, accountId, assumeRoleName, externalId } = target;
    const own = async (): Promise<Caller> => ({ accessKey: ownAccessKey, region });
    if (accountId === ownAccountId || assumeRoleName === undefined) return own;
    // One session a target, for DRS and EC2 alike.
    const key = JSON.stringify([region, accountId, assumeRoleName, externalId]);
    const known = callers.get(key) ?? assumedCaller(calls, clock, own, { roleArn: roleArnOf(target), externalId, region });
    callers.set(key, known);
    return known;
  };
  return {
    drs: (target) => inProcessDrs(calls, callerFor(target)),
    instances: (target) => inProcessInstances(calls, callerFor(target)),
  };
}
