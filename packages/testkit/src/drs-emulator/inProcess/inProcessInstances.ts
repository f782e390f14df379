import { ServiceError, type InstanceAddress, type Instances, type InstanceState } from '@drs-orchestration/core';
import { idChunks } from './idChunks.js';
import type { CallerSource, InProcessCalls } from './inProcessCalls.js';
import { present, WireMembers } from './wireMembers.js';

/** Ids a call of DescribeInstanceStatus takes. */
const idsInCall = 100;

const states: ReadonlySet<string> = new Set<InstanceState>(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped']);

/** The Instances port on an emulator, called as `caller`. */
export function inProcessInstances(calls: InProcessCalls, caller: CallerSource): Instances {
  /** The answer about those ids that EC2 knows: one it does not know (yet) refuses the whole call, naming it. */
  async function aboutKnown(operation: string, asked: readonly string[], options: object = {}): Promise<WireMembers> {
    let ids = asked;
    while (ids.length > 0) {
      try {
        return new WireMembers(operation, await calls({ service: 'ec2', operation, input: { InstanceId: ids, ...options }, mode: 'READS' }, caller));
      } catch (error) {
        if (!(error instanceof ServiceError) || error.kind !== 'NOT_FOUND') throw error;
        const known = ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(error.message));
        if (known.length === ids.length) throw error;
        ids = known;
      }
    }
    return new WireMembers(operation, {});
  }

  return {
    async describeStates(instanceIds) {
      const found = new Map<string, InstanceState>(instanceIds.map((id) => [id, 'unknown']));
      for (const ids of idChunks(instanceIds, idsInCall)) {
        const answer = await aboutKnown('DescribeInstanceStatus', ids, { IncludeAllInstances: true });
        for (const instance of answer.list('instanceStatusSet')) {
          const id = instance.text('instanceId');
          const state = instance.member('instanceState').text('name');
          if (id !== undefined) found.set(id, state !== undefined && states.has(state) ? (state as InstanceState) : 'unknown');
        }
      }
      return found;
    },
    async describeAddresses(instanceIds) {
      const found = new Map<string, InstanceAddress>();
      for (const ids of idChunks(instanceIds, idsInCall)) {
        const answer = await aboutKnown('DescribeInstances', ids);
        for (const instance of answer.list('reservationSet').flatMap((reservation) => reservation.list('instancesSet'))) {
          const id = instance.text('instanceId');
          if (id !== undefined) found.set(id, present({ privateIpAddress: instance.text('privateIpAddress'), hostName: instance.text('privateDnsName') }));
        }
      }
      return found;
    },
  };
}
