import { drsLaunchStatements, type LaunchAccount } from './drsLaunchStatements.js';
import type { Statement } from './policy.js';

/** Following recovery jobs: what the poller asks DRS. */
export function followStatements({ partition, accountId }: LaunchAccount): readonly Statement[] {
  return [
    // These calls have no resource-level permission.
    { Sid: 'FollowJobs', Action: ['drs:DescribeJobs', 'drs:DescribeRecoveryInstances'], Resource: ['*'] },
    { Sid: 'ReadJobLogs', Action: ['drs:DescribeJobLogItems'], Resource: [`arn:${partition}:drs:*:${accountId}:job/*`] },
  ];
}

/** What preflight and reconcile ask DRS and EC2; nothing of it changes anything. */
export function lookStatements({ partition, accountId }: LaunchAccount): readonly Statement[] {
  return [
    // These calls have no resource-level permission.
    { Sid: 'LookAtServers', Action: ['drs:DescribeJobs', 'drs:DescribeRecoveryInstances', 'drs:DescribeSourceServers'], Resource: ['*'] },
    { Sid: 'LookAtInstances', Action: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'], Resource: ['*'] },
    { Sid: 'ReadJobLogs', Action: ['drs:DescribeJobLogItems'], Resource: [`arn:${partition}:drs:*:${accountId}:job/*`] },
  ];
}

/** Launching, checking and terminating: what the orchestrator asks DRS and EC2, and what DRS then does in its name. */
export function launchStatements(account: LaunchAccount): readonly Statement[] {
  const { partition, accountId } = account;
  const drs = (kind: string): string => `arn:${partition}:drs:*:${accountId}:${kind}/*`;
  return [
    // These calls have no resource-level permission.
    { Sid: 'LookAtServers', Action: ['drs:DescribeJobs', 'drs:DescribeRecoveryInstances', 'drs:DescribeSourceServers'], Resource: ['*'] },
    { Sid: 'LookAtInstances', Action: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'], Resource: ['*'] },
    { Sid: 'Launch', Action: ['drs:StartRecovery'], Resource: [drs('source-server')] },
    { Sid: 'Terminate', Action: ['drs:TerminateRecoveryInstances'], Resource: [drs('recovery-instance')] },
    ...drsLaunchStatements(account),
  ];
}
