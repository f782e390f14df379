import type { ServiceId } from '../drs-emulator/world.js';

/** By service, the operations a drill calls and the emulator answers: those that a fault may strike. */
export const emulatedOperations: Readonly<Record<ServiceId, readonly string[]>> = {
  drs: [
    'DescribeSourceServers', 'StartRecovery', 'DescribeJobs', 'DescribeJobLogItems', 'DescribeRecoveryInstances',
    'TerminateRecoveryInstances', 'ListTagsForResource', 'TagResource', 'UntagResource',
  ],
  ec2: ['DescribeInstanceStatus', 'DescribeInstances'],
  sts: ['AssumeRole', 'GetCallerIdentity'],
  sns: ['Publish'],
};
