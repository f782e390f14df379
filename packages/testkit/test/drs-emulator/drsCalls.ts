import {
  DescribeJobLogItemsCommand, DescribeJobsCommand, DescribeRecoveryInstancesCommand, DescribeSourceServersCommand, ListTagsForResourceCommand,
  StartRecoveryCommand, TagResourceCommand, TerminateRecoveryInstancesCommand, UntagResourceCommand, type DrsClient,
} from '@aws-sdk/client-drs';
import { serverId } from '../../src/plans/serverIds.js';

const arn = `arn:aws:drs:us-east-1:111111111111:source-server/${serverId(1)}`;
/** A call of each of DRS's operations; the job and the instance they name are not there. */
export const drsCalls: Readonly<Record<string, (drs: DrsClient) => Promise<unknown>>> = {
  DescribeSourceServers: (drs) => drs.send(new DescribeSourceServersCommand({})),
  StartRecovery: (drs) => drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID: serverId(1) }] })),
  DescribeJobs: (drs) => drs.send(new DescribeJobsCommand({})),
  DescribeJobLogItems: (drs) => drs.send(new DescribeJobLogItemsCommand({ jobID: 'drsjob-00000000000000000' })),
  DescribeRecoveryInstances: (drs) => drs.send(new DescribeRecoveryInstancesCommand({})),
  TerminateRecoveryInstances: (drs) => drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: ['i-00000000000000001'] })),
  ListTagsForResource: (drs) => drs.send(new ListTagsForResourceCommand({ resourceArn: arn })),
  TagResource: (drs) => drs.send(new TagResourceCommand({ resourceArn: arn, tags: { a: 'b' } })),
  UntagResource: (drs) => drs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] })),
};
