import { dynamodbItemStore, parseEnvironment } from '@drs-orchestration/core/aws';
import type { Environment, FunctionOptions, ItemStore, Ports } from '@drs-orchestration/core';
import type { FunctionFactory, SystemFunctionName, SystemFunctions } from '@drs-orchestration/testkit';
import type { Concurrency } from './concurrency.js';
import { JournalledItemStore, type Journal } from './journal.js';

/** What is observed of functions, and what their environment says otherwise. */
export interface Observation {
  readonly journal: Journal;
  readonly concurrency: Concurrency;
  readonly environment?: (name: SystemFunctionName, environment: Environment) => Environment;
}

/** The functions as they are, their writes and their invocations noted. */
export function observedFunctions(functions: SystemFunctions, { journal, concurrency, environment = (_name, given) => given }: Observation): SystemFunctions {
  const observed = (name: SystemFunctionName): FunctionFactory => (options) => {
    const changed = { ...options, environment: environment(name, options.environment) };
    const items = new JournalledItemStore(itemsOf(changed), journal, () => options.clock.now());
    const handler = functions[name]({ ...changed, ports: { ...options.ports, items } });
    return concurrency.counted(handler);
  };
  return { finder: observed('finder'), poller: observed('poller'), orchestrator: observed('orchestrator'), api: observed('api') };
}

/** The store that a function would make for itself. */
function itemsOf({ clock, environment, ports }: FunctionOptions): ItemStore {
  if (ports?.items !== undefined) return ports.items;
  return dynamodbItemStore.build({ clock, environment, settings: parseEnvironment(environment, dynamodbItemStore.requires), ports: {} as Ports });
}
