import type { Mutant } from '../mutant.js';
import { core } from './packages.js';

const role = 'packages/core/src/aws/assumedRole.ts';

/** Faults in working in another account (design section 10). */
export const accounts: readonly Mutant[] = [
  {
    name: 'other-account-is-called-with-own-credentials',
    breaks: "Calls to another account carry the function's own credentials, and no role is assumed.",
    proves: ['R6.1', 'R6.2', 'P19', 'P20'],
    patches: [{ file: 'packages/core/src/aws/accounts.ts', replace: 'if (target.accountId === ownAccountId || assumeRoleName === undefined) return there;', by: 'if (target.accountId !== undefined || assumeRoleName === undefined) return there;' }],
    caughtBy: core('src/aws/accounts.test.ts'),
  },
  {
    name: 'refused-role-is-not-named',
    breaks: 'A role that cannot be assumed is reported without its ARN.',
    proves: ['R6.3'],
    patches: [{ file: role, replace: '`The role ${roleArn} could not be assumed: ${reason', by: '`The role could not be assumed: ${reason' }],
    caughtBy: core('src/aws/accounts.test.ts'),
  },
  {
    name: 'credentials-are-never-renewed',
    breaks: 'Credentials that are about to expire are used on.',
    proves: ['R6.4', 'P21'],
    patches: [{ file: role, replace: 'if (held === undefined || clock.now() >= held.expiresAt - renewedBefore) {', by: 'if (held === undefined) {' }],
    caughtBy: core('src/aws/accounts.test.ts'),
  },
  {
    name: 'refused-credentials-are-used-on',
    breaks: 'Credentials that a service refused are used until they would have expired.',
    proves: ['R6.4'],
    patches: [{ file: role, replace: 'dropCredentials: () => (held = undefined)', by: 'dropCredentials: () => undefined' }],
    caughtBy: core('src/aws/accounts.test.ts'),
  },
  {
    name: 'target-account-is-not-recorded',
    breaks: 'The record of a cross-account run names its own account as the target.',
    proves: ['R6.5', 'P22'],
    patches: [{ file: 'packages/core/src/execution/newExecution.ts', replace: 'TargetAccountId: plan.TargetAccountId ?? request.sourceAccountId,', by: 'TargetAccountId: request.sourceAccountId,' }],
    caughtBy: core('test/execution/record.test.ts'),
  },
];
