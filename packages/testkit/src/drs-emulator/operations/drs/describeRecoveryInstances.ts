import { filtersOf, lets, optionalIds } from '../input.js';
import type { Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { resourceArn } from './resourceArn.js';
import { wireDate } from './wireDate.js';

/** DescribeRecoveryInstances: the instances DRS knows, by their ids or their source servers'. */
export const describeRecoveryInstances: Operation = (emulator, input) => {
  const filters = filtersOf(input, ['recoveryInstanceIDs', 'sourceServerIDs']);
  const ids = optionalIds(filters, 'recoveryInstanceIDs');
  const servers = optionalIds(filters, 'sourceServerIDs');
  const found = emulator.recoveryInstances().filter((instance) => lets(ids, instance.id) && lets(servers, instance.server));
  return rendered(pageOf(found, input), (instance) => ({
    recoveryInstanceID: instance.id,
    arn: resourceArn(emulator, 'recovery-instance', instance.id),
    sourceServerID: instance.server,
    ec2InstanceID: instance.id,
    ec2InstanceState: emulator.ec2State(instance).toUpperCase(),
    ...(instance.jobId === undefined ? {} : { jobID: instance.jobId }),
    isDrill: instance.isDrill,
    pointInTimeSnapshotDateTime: wireDate(instance.launchedAt),
    tags: { ...emulator.tagsOf(instance.id) },
  }));
};
