import type { Accounts, Drs, DrsJob, Functions, Instances, ItemStore, Notifier, StateMachine, Write } from '@drs-orchestration/core';
import type { Boundary } from './boundary.js';

/**
 * The store, each operation crossing the boundary. A lost answer of a write shows as the conflict that its repetition
 * meets (P29), or, where the repetitions' answers are lost too, as a failure of what was done.
 */
export function itemsBehind(boundary: Boundary, items: ItemStore, strikes: (kind: 'STORE_CONFLICT') => boolean, isRepeated: () => boolean): ItemStore {
  const crossing = { service: 'DynamoDB', refused: 'STORE_THROTTLED' } as const;
  return {
    get: (table, key) => boundary.cross({ ...crossing, operation: 'GetItem', perform: () => items.get(table, key) }),
    query: (query) => pagesBehind(items.query(query), (next) => boundary.cross({ ...crossing, operation: 'Query', perform: next })),
    scan: (scan) => pagesBehind(items.scan(scan), (next) => boundary.cross({ ...crossing, operation: 'Scan', perform: next })),
    write: (...writes: readonly Write[]) =>
      boundary.cross<'WRITTEN' | 'CONFLICT'>({
        ...crossing,
        operation: 'Write',
        lost: 'STORE_ANSWER_LOST',
        insteadOfLost: () => (isRepeated() ? 'CONFLICT' : undefined),
        perform: async () => (strikes('STORE_CONFLICT') ? 'CONFLICT' : items.write(...writes)),
      }),
  };
}

/** Pages, each of which crosses the boundary. */
async function* pagesBehind<Page>(pages: AsyncIterable<Page>, cross: (next: () => Promise<IteratorResult<Page>>) => Promise<IteratorResult<Page>>): AsyncGenerator<Page> {
  const behind = pages[Symbol.asyncIterator]();
  for (let page = await cross(() => behind.next()); page.done !== true; page = await cross(() => behind.next())) yield page.value;
}

/** DRS and EC2, each call crossing the boundary; what goes wrong there is scripted in the world. */
export function accountsBehind(boundary: Boundary, accounts: Accounts, memory: DrsMemory): Accounts {
  return { drs: (target) => drsBehind(boundary, accounts.drs(target), memory), instances: (target) => instancesBehind(boundary, accounts.instances(target)) };
}

/** What DRS told of each job before, for an answer that comes from a part of it that lags behind. */
export class DrsMemory {
  readonly #told = new Map<string, DrsJob>();
  readonly #isStale: () => boolean;

  constructor(isStale: () => boolean) {
    this.#isStale = isStale;
  }

  /** The jobs as they are told: as they are, or as they were when they were last told. */
  told(jobs: readonly DrsJob[]): readonly DrsJob[] {
    const stale = this.#isStale();
    return jobs.map((job) => {
      const before = this.#told.get(job.jobId);
      this.#told.set(job.jobId, job);
      return stale && before !== undefined ? before : job;
    });
  }
}

function drsBehind(boundary: Boundary, drs: Drs, memory: DrsMemory): Drs {
  const call = <T>(operation: string, perform: () => Promise<T>): Promise<T> => boundary.cross({ service: 'DRS', operation, perform });
  return {
    describeSourceServers: (ids) => call('DescribeSourceServers', () => drs.describeSourceServers(ids)),
    startRecovery: (request, signal) => call('StartRecovery', () => drs.startRecovery(request, signal)),
    describeJobs: (ids) => call('DescribeJobs', async () => memory.told(await drs.describeJobs(ids))),
    listJobs: (since) => pagesBehind(drs.listJobs(since), (next) => call('DescribeJobs', next)),
    describeJobLog: (id) => call('DescribeJobLogItems', () => drs.describeJobLog(id)),
    describeRecoveryInstances: (ids) => call('DescribeRecoveryInstances', () => drs.describeRecoveryInstances(ids)),
    terminateRecoveryInstances: (ids) => call('TerminateRecoveryInstances', () => drs.terminateRecoveryInstances(ids)),
  };
}

function instancesBehind(boundary: Boundary, instances: Instances): Instances {
  return {
    describeStates: (ids) => boundary.cross({ service: 'EC2', operation: 'DescribeInstanceStatus', perform: () => instances.describeStates(ids) }),
    describeAddresses: (ids) => boundary.cross({ service: 'EC2', operation: 'DescribeInstances', perform: () => instances.describeAddresses(ids) }),
  };
}

/** SNS behind the boundary. */
export function notifierBehind(boundary: Boundary, notifier: Notifier): Notifier {
  return { publish: (notification) => boundary.cross({ service: 'SNS', operation: 'Publish', perform: () => notifier.publish(notification) }) };
}

/** Step Functions behind the boundary: callbacks and starts may be refused, or their answers lost, and a machine may not be known yet. */
export function machineBehind(boundary: Boundary, machine: StateMachine, isUnknownYet: (name: string) => boolean): StateMachine {
  const call = <T>(operation: string, perform: () => Promise<T>): Promise<T> => boundary.cross({ service: 'Step Functions', operation, refused: 'MACHINE_REFUSED', lost: 'MACHINE_ANSWER_LOST', perform });
  return {
    start: (name, input) => call('StartExecution', () => machine.start(name, input)),
    stop: (name, cause) => call('StopExecution', () => machine.stop(name, cause)),
    describe: (name) => call('DescribeExecution', async () => (isUnknownYet(name) ? undefined : machine.describe(name))),
    answer: (token, output) => call('SendTaskSuccess', () => machine.answer(token, output)),
  };
}

/** Asynchronous invocations behind the boundary. */
export function functionsBehind(boundary: Boundary, invoke: (name: 'poller' | 'orchestrator', event: unknown) => void): Functions {
  const call = (name: 'poller' | 'orchestrator', event: unknown): Promise<void> => boundary.cross({ service: 'Lambda', operation: 'Invoke', refused: 'INVOCATION_REFUSED', perform: async () => invoke(name, event) });
  return { invokePoller: (event) => call('poller', event), invokeRepair: (event) => call('orchestrator', { Task: 'Repair', ...event }) };
}
