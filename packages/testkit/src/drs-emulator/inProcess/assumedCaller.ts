import { ServiceError, type Clock } from '@drs-orchestration/core';
import { AwsFault } from '../awsFault.js';
import type { Caller } from '../operations/operation.js';
import type { CallerSource, InProcessCalls } from './inProcessCalls.js';
import { WireMembers } from './wireMembers.js';

/** How long before they expire keys are renewed, in milliseconds. */
const renewedBefore = 5 * 60_000;

/** A role to be assumed. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  /** The Region its keys are used in. */
  readonly region: string;
}

/**
 * A caller with a role's temporary keys, assumed when first asked for and again before they expire (R6.4) and when
 * they were refused. While a renewal fails, keys that are still valid are used on. The caller's ServiceError names the role and why it was
 * refused (R6.3).
 */
export function assumedCaller(calls: InProcessCalls, clock: Clock, own: CallerSource, role: AssumedRole): CallerSource {
  const { roleArn, externalId, region } = role;
  let held: { readonly caller: Caller; readonly expiresAt: number } | undefined;
  let renewal: Promise<void> | undefined;

  async function renew(): Promise<void> {
    try {
      const input = { RoleArn: roleArn, RoleSessionName: 'drs-orchestration', ...(externalId === undefined ? {} : { ExternalId: externalId }) };
      const answer = await calls({ service: 'sts', operation: 'AssumeRole', input, mode: 'READS', about: roleArn }, own);
      const credentials = new WireMembers('AssumeRole', answer).member('Credentials');
      held = { caller: { accessKey: credentials.needed('AccessKeyId'), region }, expiresAt: credentials.time('Expiration') ?? clock.now() };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const reason = error.cause instanceof AwsFault ? `${error.cause.code}: ${error.cause.message}` : error.message;
      const message = `The role ${roleArn} could not be assumed: ${reason.replace(/\.$/, '')}. Check the world's Roles.`;
      throw new ServiceError({ service: 'STS', operation: 'AssumeRole', kind: error.kind, message }, { cause: error });
    }
  }

  async function caller(): Promise<Caller> {
    if (held === undefined || clock.now() >= held.expiresAt - renewedBefore) {
      renewal ??= renew().finally(() => (renewal = undefined));
      await renewal.catch((error: unknown) => {
        if (held === undefined || clock.now() >= held.expiresAt) throw error;
      });
    }
    if (held === undefined) throw new Error(`no keys of ${roleArn} are held`);
    return held.caller;
  }

  return Object.assign(caller, { drop: () => (held = undefined) });
}
