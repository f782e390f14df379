import { AwsFault } from '../../awsFault.js';
import { wireDate } from '../drs/wireDate.js';
import type { Operation } from '../operation.js';

/** How long a session lasts that does not say, and the bounds of one that does. Seconds. */
const duration = { usual: 3600, shortest: 900, longest: 43_200 } as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** AssumeRole: keys of a session in the role's account, unless the world denies the role or its external id is not given. */
export const assumeRole: Operation = (emulator, input) => {
  const arn = textOf(input['RoleArn']);
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1];
  if (account === undefined) throw new AwsFault('ValidationError', 400, `${arn} is not a role's ARN`);
  const role = emulator.world.Roles?.find((candidate) => candidate.Arn === arn);
  if (role?.Deny !== undefined) throw new AwsFault('AccessDenied', 403, role.Deny);
  if (role?.ExternalId !== undefined && role.ExternalId !== input['ExternalId']) throw new AwsFault('AccessDenied', 403, `Not authorized to perform sts:AssumeRole on ${arn}`);
  const seconds = Number(input['DurationSeconds'] ?? duration.usual);
  if (!(seconds >= duration.shortest && seconds <= duration.longest)) throw new AwsFault('ValidationError', 400, `DurationSeconds must be from ${duration.shortest} to ${duration.longest}`);
  const expiresAt = emulator.clock.now() + seconds * 1000;
  const key = `ASIA${String(emulator.sessions.size + 1).padStart(16, '0')}`;
  emulator.sessions.set(key, { account, expiresAt });
  return {
    Credentials: { AccessKeyId: key, SecretAccessKey: 'secret', SessionToken: key, Expiration: wireDate(expiresAt) },
    AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/${arn.split('/').at(-1)}/${textOf(input['RoleSessionName'])}`, AssumedRoleId: `AROA:${key}` },
  };
};
