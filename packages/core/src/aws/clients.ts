import type { Environment } from '../functionOptions.js';
import type { Clock } from '../ports/index.js';
import { abortableHandler, attemptsPlugin, type RequestHandler } from './attempts.js';
import { refusedKeysPlugin } from './refusedKeys.js';
import { RetryStrategy, retryDelays, type RetryMode } from './retryStrategy.js';
import { offsetFromSystem, systemClock } from './systemClock.js';

/** The services we call, as AWS_ENDPOINT_URL_<SERVICE> names them. */
export type ServiceName = 'DRS' | 'DYNAMODB' | 'EC2' | 'LAMBDA' | 'SFN' | 'SNS' | 'STS';

/** Keys of AWS, as the SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Where and how a client connects. */
export interface Connection {
  readonly clock: Clock;
  /** Endpoints and keys are read from here, since several functions may run in one process locally. */
  readonly environment: Environment;
  readonly region: string;
  /** Those of the environment, else the SDK's default chain, where absent. */
  readonly credentials?: () => Promise<Credentials>;
  /** Has `credentials` forget what it holds, since it was refused. */
  readonly dropCredentials?: () => void;
  /** Milliseconds an attempt may take; default 10,000. */
  readonly attemptTimeout?: number;
}

/** Configuration that every generation of client understands. */
export interface ClientSettings {
  readonly region: string;
  readonly retryStrategy: RetryStrategy;
  readonly maxAttempts: number;
  readonly endpoint?: string;
  readonly credentials?: Credentials | (() => Promise<Credentials>);
}

const set = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** The endpoint the environment names for a service, or for all services. */
export function endpointOf(service: ServiceName, environment: Environment): string | undefined {
  return set(environment[`AWS_ENDPOINT_URL_${service}`]) ?? set(environment['AWS_ENDPOINT_URL']);
}

/** The keys the environment carries, if it does. */
export function credentialsOf(environment: Environment): Credentials | undefined {
  const accessKeyId = set(environment['AWS_ACCESS_KEY_ID']);
  const secretAccessKey = set(environment['AWS_SECRET_ACCESS_KEY']);
  const sessionToken = set(environment['AWS_SESSION_TOKEN']);
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** A client's settings: where it connects, with which keys, and what it retries (design section 11). */
export function clientSettings(service: ServiceName, connection: Connection, mode: RetryMode = 'READS'): ClientSettings {
  const endpoint = endpointOf(service, connection.environment);
  const credentials = connection.credentials ?? credentialsOf(connection.environment);
  return {
    region: connection.region,
    retryStrategy: new RetryStrategy(connection.clock, mode),
    maxAttempts: retryDelays[mode].length + 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** What the SDK's generations of clients have in common. */
interface Client {
  readonly middlewareStack: { use(plugin: never): void };
  readonly config: object;
}

/** Puts a client on our clock: its attempts are bounded by it, and its requests are signed with its time. */
export function onOurClock<C extends Client>(client: C, connection: Connection): C {
  client.middlewareStack.use(attemptsPlugin(connection.clock, connection.attemptTimeout) as never);
  if (connection.dropCredentials !== undefined) client.middlewareStack.use(refusedKeysPlugin(connection.dropCredentials) as never);
  const config = client.config as { requestHandler: RequestHandler };
  config.requestHandler = abortableHandler(config.requestHandler);
  // With the machine's own clock the SDK's correction for a clock that is wrong stays in force.
  if (connection.clock !== systemClock) {
    Object.defineProperty(config, 'systemClockOffset', {
      get: () => offsetFromSystem(connection.clock),
      set: () => undefined,
      enumerable: true,
      configurable: true,
    });
  }
  return client;
}
