import { TerminalError } from '../errors.js';
import type { Accounts, Drs, Instances, RecoveryTarget } from '../ports/index.js';
import { assumedRole, roleArnOf } from './assumedRole.js';
import type { Connection } from './clients.js';
import type { Adapter } from './ports.js';

/** The services a function uses in target accounts; a bundle holds the clients of these only. */
export interface TargetServices {
  readonly drs?: (connection: Connection) => Drs;
  readonly instances?: (connection: Connection) => Instances;
}

const missing = (service: string): never => {
  throw new TerminalError('MissingPort', `${service} in target accounts has no adapter here: give awsAccounts one for it.`);
};

/** Remembers what was made for each target. */
function perTarget<T>(make: (target: RecoveryTarget) => T): (target: RecoveryTarget) => T {
  const made = new Map<string, T>();
  return (target) => {
    const key = JSON.stringify([target.region, target.accountId, target.assumeRoleName, target.externalId]);
    const value = made.get(key) ?? make(target);
    made.set(key, value);
    return value;
  };
}

/**
 * Access to target accounts over `connection`, which is the system's own. A target that is another account and has a
 * role is entered by it (R6.1, P19, P20); others with the credentials the system has.
 * @param ownAccountId the account the system runs in
 */
export function accountsOver(connection: Connection, ownAccountId: string, services: TargetServices): Accounts {
  const connectionTo = perTarget((target): Connection => {
    const there = { ...connection, region: target.region };
    const { assumeRoleName } = target;
    if (target.accountId === ownAccountId || assumeRoleName === undefined) return there;
    return { ...there, ...assumedRole(connection, roleArnOf({ ...target, assumeRoleName }), target.externalId) };
  });
  return {
    drs: perTarget((target) => (services.drs ?? (() => missing('DRS')))(connectionTo(target))),
    instances: perTarget((target) => (services.instances ?? (() => missing('EC2')))(connectionTo(target))),
  };
}

/** Access to target accounts with the given services, e.g. `awsAccounts({ drs: drsOver, instances: instancesOver })`. */
export function awsAccounts(services: TargetServices): Adapter<Accounts> {
  return {
    requires: ['SOURCE_ACCOUNT_ID', 'AWS_REGION'],
    build: ({ clock, environment, settings }) =>
      accountsOver({ clock, environment, region: settings.AWS_REGION }, settings.SOURCE_ACCOUNT_ID, services),
  };
}
