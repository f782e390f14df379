import { AwsFault } from '../../awsFault.js';
import type { Operation } from '../operation.js';
import { instanceIdsOf, instanceState, knownInstances } from './knownInstances.js';

/** DescribeInstanceStatus: the states of at most 100 instances; of those that do not run only with IncludeAllInstances. */
export const describeInstanceStatus: Operation = (emulator, input) => {
  const ids = instanceIdsOf(input);
  if (ids.length > 100) throw new AwsFault('InvalidParameterValue', 400, `At most 100 instance ids, but these are ${ids.length}`);
  const all = String(input['IncludeAllInstances']) === 'true';
  const items = knownInstances(emulator, ids).map((instance) => ({ instanceId: instance.id, instanceState: instanceState(emulator, instance) }));
  return { instanceStatusSet: items.filter((item) => all || item.instanceState.name === 'running') };
};
