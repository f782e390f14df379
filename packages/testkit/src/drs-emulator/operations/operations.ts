import type { ServiceId } from '../world.js';
import { describeJobLogItems } from './drs/describeJobLogItems.js';
import { describeJobs } from './drs/describeJobs.js';
import { describeRecoveryInstances } from './drs/describeRecoveryInstances.js';
import { describeSourceServers } from './drs/describeSourceServers.js';
import { listTagsForResource } from './drs/listTagsForResource.js';
import { startRecovery } from './drs/startRecovery.js';
import { tagResource } from './drs/tagResource.js';
import { terminateRecoveryInstances } from './drs/terminateRecoveryInstances.js';
import { untagResource } from './drs/untagResource.js';
import { describeInstances } from './ec2/describeInstances.js';
import { describeInstanceStatus } from './ec2/describeInstanceStatus.js';
import type { Operation } from './operation.js';
import { publish } from './sns/publish.js';
import { assumeRole } from './sts/assumeRole.js';
import { getCallerIdentity } from './sts/getCallerIdentity.js';

/** The operations of each service by name. One that is not here is refused by name. */
export const operations: Readonly<Record<ServiceId, ReadonlyMap<string, Operation>>> = {
  drs: new Map([
    ['DescribeSourceServers', describeSourceServers],
    ['StartRecovery', startRecovery],
    ['DescribeJobs', describeJobs],
    ['DescribeJobLogItems', describeJobLogItems],
    ['DescribeRecoveryInstances', describeRecoveryInstances],
    ['TerminateRecoveryInstances', terminateRecoveryInstances],
    ['ListTagsForResource', listTagsForResource],
    ['TagResource', tagResource],
    ['UntagResource', untagResource],
  ]),
  ec2: new Map([
    ['DescribeInstanceStatus', describeInstanceStatus],
    ['DescribeInstances', describeInstances],
  ]),
  sts: new Map([
    ['AssumeRole', assumeRole],
    ['GetCallerIdentity', getCallerIdentity],
  ]),
  sns: new Map([['Publish', publish]]),
};
