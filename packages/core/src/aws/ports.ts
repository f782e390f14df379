import { TerminalError } from '../errors.js';
import type { Environment, FunctionOptions } from '../functionOptions.js';
import type { Clock, Ports } from '../ports/index.js';
import { parseEnvironment, type Settings, type VariableName } from './environment.js';

/** A port that has an adapter; the clock is always given. */
export type PortName = Exclude<keyof Ports, 'clock'>;

/** What an adapter is built from. */
export interface AdapterContext {
  readonly clock: Clock;
  /** The raw environment, for endpoints and keys. */
  readonly environment: Environment;
  /** At least the variables the adapter requires. */
  readonly settings: Settings;
  /** The function's other ports. */
  readonly ports: Ports;
}

/** How a port is made: the variables that must be set for it, and its factory, which does no input or output. */
export interface Adapter<Port> {
  readonly requires: readonly VariableName[];
  build(context: AdapterContext): Port;
}

/** The adapters a function has use for. Each is imported by name, so that a bundle holds no client it never needs. */
export type Adapters = { readonly [Name in PortName]?: Adapter<Ports[Name]> };

const portNames: readonly PortName[] = [
  'identifiers', 'items', 'accounts', 'notifier', 'machine', 'functions', 'logger', 'metrics',
];

/** Stands for a port that the function did not ask for: whoever uses it learns which one that is. */
function missingPort(name: PortName): object {
  return new Proxy({}, {
    get: (_, property) => {
      throw new TerminalError('MissingPort', `The port '${name}' (${String(property)}) has no adapter here: give createPorts one for it.`);
    },
  });
}

/**
 * A function's ports: those given in `options.ports`, else built with `adapters` when first used. The environment is
 * parsed at once, for the adapters that will be built.
 * @param alsoRequired further variables the function itself reads
 * @throws TerminalError `InvalidEnvironment` naming every fault.
 */
export function createPorts(options: FunctionOptions, adapters: Adapters, alsoRequired: readonly VariableName[] = []): Ports {
  const given: Partial<Omit<Ports, 'clock'>> = options.ports ?? {};
  const toBuild = portNames.filter((name) => given[name] === undefined).flatMap((name) => adapters[name] ?? []);
  const required = new Set([...alsoRequired, ...toBuild.flatMap(({ requires }) => requires)]);
  const settings = parseEnvironment(options.environment, [...required]) as Settings;

  const ports = { clock: options.clock } as Record<string, unknown>;
  for (const name of portNames) {
    let port: unknown = given[name];
    Object.defineProperty(ports, name, {
      enumerable: true,
      get: () => {
        const context = { clock: options.clock, environment: options.environment, settings, ports: ports as unknown as Ports };
        port ??= adapters[name]?.build(context) ?? missingPort(name);
        return port;
      },
    });
  }
  return ports as unknown as Ports;
}
