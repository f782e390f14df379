import type { Operation } from '../operation.js';
import { instanceIdsOf, instanceState, knownInstances } from './knownInstances.js';

/** An address that depends on nothing but the instance's id. */
function addressOf(id: string): string {
  const value = parseInt(id.slice(-4), 16) || 1;
  return `10.0.${(value >> 8) & 255}.${value & 255}`;
}

/** DescribeInstances: states, private addresses and names; a terminated instance has no address any more. */
export const describeInstances: Operation = (emulator, input) => {
  const instancesSet = knownInstances(emulator, instanceIdsOf(input)).map((instance) => {
    const state = instanceState(emulator, instance);
    const address = addressOf(instance.id);
    return {
      instanceId: instance.id,
      instanceState: state,
      ...(state.name === 'terminated' ? {} : { privateIpAddress: address, privateDnsName: `ip-${address.replaceAll('.', '-')}.ec2.internal` }),
    };
  });
  return { reservationSet: [{ reservationId: 'r-0', instancesSet }] };
};
