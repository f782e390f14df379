import { ownAccessKey } from '@drs-orchestration/testkit';
import type { Invariant } from './invariant.js';

/** P19, P20: in another account, every call is made as the role, which is assumed first. */
export const roleBeforeCalls: Invariant = {
  name: 'in another account the role is assumed before the first call, and every call is made with its credentials',
  ids: ['P19', 'P20', 'R6.1', 'R6.2'],
  atEnd: ({ header }, { system }) => {
    const own = header.TargetAccountId === header.SourceAccountId;
    const theirs = system.emulator.calls.filter(({ service }) => service === 'drs' || service === 'ec2');
    if (own) return theirs.filter(({ accessKey }) => accessKey !== ownAccessKey).slice(0, 1).map(({ operation }) => `${operation} was called with a role's credentials in the system's own account`);
    const first = system.emulator.calls.findIndex(({ service }) => service === 'drs' || service === 'ec2');
    const assumed = system.emulator.calls.findIndex(({ operation }) => operation === 'AssumeRole');
    const findings = theirs.filter(({ accessKey }) => accessKey === ownAccessKey).slice(0, 1).map(({ operation }) => `${operation} was called with the function's own credentials`);
    return first >= 0 && (assumed < 0 || assumed > first) ? [...findings, 'DRS was called before the role was assumed'] : findings;
  },
};
