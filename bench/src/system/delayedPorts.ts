import type { Accounts, Clock, Drs, Functions, Instances, Item, ItemStore, Logger, Metrics, Notifier, StateMachine } from '@drs-orchestration/core';
import { serviceMilliseconds } from './serviceTimes.js';

/** Carries out a call after the time that its service takes. */
type Delay = <T>(service: keyof typeof serviceMilliseconds, call: () => Promise<T>) => Promise<T>;

/** Delays on a clock. */
export function delayOn(clock: Clock): Delay {
  return async (service, call) => {
    await clock.sleep(serviceMilliseconds[service]);
    return call();
  };
}

async function* delayedPages<Page>(pages: AsyncIterable<Page>, delay: (next: () => Promise<IteratorResult<Page>>) => Promise<IteratorResult<Page>>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  for (let page = await delay(() => iterator.next()); page.done !== true; page = await delay(() => iterator.next())) yield page.value;
}

/** DynamoDB, as slow as it is. */
export function delayedItems(items: ItemStore, delay: Delay): ItemStore {
  const pages = (of: AsyncIterable<readonly Item[]>): AsyncIterable<readonly Item[]> => delayedPages(of, (next) => delay('dynamodb', next));
  return {
    get: (table, key) => delay('dynamodb', () => items.get(table, key)),
    query: (query) => pages(items.query(query)),
    scan: (scan) => pages(items.scan(scan)),
    write: (...writes) => delay('dynamodb', () => items.write(...writes)),
  };
}

/** DRS and EC2, as slow as they are. */
export function delayedAccounts(accounts: Accounts, delay: Delay): Accounts {
  return { drs: (target) => delayedDrs(accounts.drs(target), delay), instances: (target) => delayedInstances(accounts.instances(target), delay) };
}

function delayedDrs(drs: Drs, delay: Delay): Drs {
  return {
    describeSourceServers: (ids) => delay('drs', () => drs.describeSourceServers(ids)),
    startRecovery: (request, signal) => delay('drs', () => drs.startRecovery(request, signal)),
    describeJobs: (ids) => delay('drs', () => drs.describeJobs(ids)),
    listJobs: (since) => delayedPages(drs.listJobs(since), (next) => delay('drs', next)),
    describeJobLog: (id) => delay('drs', () => drs.describeJobLog(id)),
    describeRecoveryInstances: (ids) => delay('drs', () => drs.describeRecoveryInstances(ids)),
    terminateRecoveryInstances: (ids) => delay('drs', () => drs.terminateRecoveryInstances(ids)),
  };
}

function delayedInstances(instances: Instances, delay: Delay): Instances {
  return { describeStates: (ids) => delay('ec2', () => instances.describeStates(ids)), describeAddresses: (ids) => delay('ec2', () => instances.describeAddresses(ids)) };
}

/** SNS, as slow as it is. */
export function delayedNotifier(notifier: Notifier, delay: Delay): Notifier {
  return { publish: (notification) => delay('sns', () => notifier.publish(notification)) };
}

/** Step Functions, as slow as it is; each accepted answer is told. */
export function delayedMachine(machine: StateMachine, delay: Delay, onAnswered: (token: string) => void): StateMachine {
  return {
    start: (name, input) => delay('stepFunctions', () => machine.start(name, input)),
    stop: (name, cause) => delay('stepFunctions', () => machine.stop(name, cause)),
    describe: (name) => delay('stepFunctions', () => machine.describe(name)),
    answer: (token, output) =>
      delay('stepFunctions', async () => {
        const answer = await machine.answer(token, output);
        if (answer === 'ACCEPTED') onAnswered(token);
        return answer;
      }),
  };
}

/** Lambda's asynchronous invocations, as slow as they are. */
export function delayedFunctions(invoke: (name: 'poller' | 'orchestrator', event: unknown) => void, delay: Delay): Functions {
  const call = (name: 'poller' | 'orchestrator', event: unknown): Promise<void> => delay('lambda', async () => invoke(name, event));
  return { invokePoller: (event) => call('poller', event), invokeRepair: (event) => call('orchestrator', { Task: 'Repair', ...event }) };
}

/** A logger that keeps nothing but errors. */
export function errorsTo(keep: (line: string) => void): Logger {
  const logger: Logger = { info: () => undefined, warn: () => undefined, error: (message, fields) => keep(`${message} ${JSON.stringify(fields)}`), with: () => logger };
  return logger;
}

/** Metrics that nobody reads. */
export const noMetrics: Metrics = { record: () => undefined };
