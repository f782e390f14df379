import { DescribeInstanceStatusCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ServiceError } from '../errors.js';
import type { InstanceAddress, InstanceState, Instances } from '../ports/index.js';
import { callService } from './callService.js';
import { chunks } from './chunks.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import { nextPage } from './nextPage.js';

/** Ids a call of DescribeInstanceStatus takes. */
const idsInCall = 100;

const states: ReadonlySet<string> = new Set(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped']);
const toState = (name: string | undefined): InstanceState => (name !== undefined && states.has(name) ? (name as InstanceState) : 'unknown');

interface Page {
  readonly NextToken?: string | undefined;
}

/** EC2, in one account and Region. */
export class AwsInstances implements Instances {
  readonly #client: EC2Client;

  constructor(client: EC2Client) {
    this.#client = client;
  }

  async describeStates(instanceIds: readonly string[]): Promise<ReadonlyMap<string, InstanceState>> {
    const known = new Map<string, InstanceState>(instanceIds.map((id) => [id, 'unknown']));
    for (const ids of chunks(instanceIds, idsInCall)) {
      // Without IncludeAllInstances EC2 tells of running ones only.
      const pages = await this.#ofKnown('DescribeInstanceStatus', ids, (InstanceIds, next) =>
        this.#client.send(new DescribeInstanceStatusCommand({ InstanceIds, IncludeAllInstances: true, ...next })));
      for (const { InstanceId, InstanceState: state } of pages.flatMap((page) => page.InstanceStatuses ?? [])) {
        if (InstanceId !== undefined) known.set(InstanceId, toState(state?.Name));
      }
    }
    return known;
  }

  async describeAddresses(instanceIds: readonly string[]): Promise<ReadonlyMap<string, InstanceAddress>> {
    const addresses = new Map<string, InstanceAddress>();
    for (const ids of chunks(instanceIds, idsInCall)) {
      const pages = await this.#ofKnown('DescribeInstances', ids, (InstanceIds, next) =>
        this.#client.send(new DescribeInstancesCommand({ InstanceIds, ...next })));
      const instances = pages.flatMap((page) => page.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
      for (const { InstanceId, PrivateIpAddress, PrivateDnsName } of instances) {
        if (InstanceId === undefined) continue;
        addresses.set(InstanceId, {
          ...(PrivateIpAddress ? { privateIpAddress: PrivateIpAddress } : {}),
          ...(PrivateDnsName ? { hostName: PrivateDnsName } : {}),
        });
      }
    }
    return addresses;
  }

  /** All pages about those ids that EC2 knows: one id it does not know (yet) refuses the whole call, naming it. */
  async #ofKnown<Answer extends Page>(
    operation: string,
    instanceIds: readonly string[],
    send: (ids: string[], next: { NextToken?: string }) => Promise<Answer>,
  ): Promise<Answer[]> {
    let ids = [...instanceIds];
    while (ids.length > 0) {
      try {
        return await this.#pages(operation, (next) => send(ids, next));
      } catch (error) {
        if (!(error instanceof ServiceError) || error.kind !== 'NOT_FOUND') throw error;
        const known = ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(error.message));
        if (known.length === ids.length) throw error;
        ids = known;
      }
    }
    return [];
  }

  async #pages<Answer extends Page>(operation: string, send: (next: { NextToken?: string }) => Promise<Answer>): Promise<Answer[]> {
    const pages: Answer[] = [];
    let NextToken: string | undefined;
    do {
      const next = NextToken === undefined ? {} : { NextToken };
      const page = await callService('EC2', operation, () => send(next));
      pages.push(page);
      NextToken = nextPage('EC2', operation, NextToken, page.NextToken);
    } while (NextToken !== undefined);
    return pages;
  }
}

/** EC2 over a connection. */
export function instancesOver(connection: Connection): Instances {
  return new AwsInstances(onOurClock(new EC2Client(clientSettings('EC2', connection)), connection));
}
