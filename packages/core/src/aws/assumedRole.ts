import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { ServiceError } from '../errors.js';
import type { RecoveryTarget } from '../ports/index.js';
import { attemptsPlugin, attemptTimeout } from './attempts.js';
import { inCall } from './call.js';
import { clientSettings, type Connection, type Credentials } from './clients.js';
import { callService } from './callService.js';
import { offsetFromSystem } from './systemClock.js';

/** How long before they expire credentials are renewed, in milliseconds (what the SDK itself keeps to). */
export const renewedBefore: number = 5 * 60_000;
/** The shortest session STS gives, in milliseconds: what is assumed where an answer has no expiry. */
const shortestSession = 15 * 60_000;
/** How sessions of this system are called in the target account's trail. */
const sessionName = 'drs-orchestration';

/** A role's ARN in a target account, in the partition of its Region. */
export function roleArnOf(target: RecoveryTarget & { readonly assumeRoleName: string }): string {
  const partition = target.region.startsWith('cn-') ? 'aws-cn' : target.region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:iam::${target.accountId}:role/${target.assumeRoleName}`;
}

interface Held {
  readonly credentials: Credentials;
  /** Milliseconds since the epoch, on our clock. */
  readonly expiresAt: number;
}

async function assume(connection: Connection, roleArn: string, externalId: string | undefined): Promise<Held> {
  const limit = connection.attemptTimeout ?? attemptTimeout;
  // One provider for each renewal, so that its client signs with the time it is now.
  const provider = fromTemporaryCredentials({
    params: { RoleArn: roleArn, RoleSessionName: sessionName, ...(externalId === undefined ? {} : { ExternalId: externalId }) },
    clientConfig: {
      ...clientSettings('STS', connection),
      systemClockOffset: offsetFromSystem(connection.clock),
      // Its handler cannot be wrapped like the other clients': the socket is closed by this.
      requestHandler: { requestTimeout: limit, throwOnRequestTimeout: true },
    },
    clientPlugins: [attemptsPlugin(connection.clock, limit) as never],
  });
  try {
    const credentials = await callService('STS', 'AssumeRole', () => provider(), { about: roleArn });
    return { credentials, expiresAt: credentials.expiration?.getTime() ?? connection.clock.now() + shortestSession };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const reason = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : error.message;
    const message =
      `The role ${roleArn} could not be assumed: ${reason.replace(/\.$/, '')}. ` +
      `Check that it exists, that its trust policy allows this account (and the external id, if it asks for one), and that this function may assume it.`;
    throw new ServiceError({ service: 'STS', operation: 'AssumeRole', kind: error.kind, message }, { cause: error });
  }
}

/**
 * A role's temporary credentials, assumed when first asked for, again before they expire by our clock (R6.4, P21), and
 * again when a service refused them: a session can be revoked, and a role be made anew. While a renewal before their
 * time fails, those that are still valid are used on.
 * @throws ServiceError from `credentials`, naming the role's ARN and why it was refused (R6.3).
 */
export function assumedRole(connection: Connection, roleArn: string, externalId?: string): Required<Pick<Connection, 'credentials' | 'dropCredentials'>> {
  const { clock } = connection;
  let held: Held | undefined;
  let renewal: Promise<Held> | undefined;

  async function credentials(): Promise<Credentials> {
    if (held === undefined || clock.now() >= held.expiresAt - renewedBefore) {
      // Shared by all calls that wait for it, so in no single call's name.
      renewal ??= inCall({ signal: undefined, sent: false }, () => assume(connection, roleArn, externalId)).finally(() => {
        renewal = undefined;
      });
      try {
        held = await renewal;
      } catch (error) {
        if (held === undefined || clock.now() >= held.expiresAt) throw error;
      }
    }
    // The SDK keeps credentials by the machine's clock. Expired ones it never keeps, so each request asks here.
    return { ...held.credentials, expiration: new Date(0) };
  }

  return { credentials, dropCredentials: () => (held = undefined) };
}
