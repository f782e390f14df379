import { ServiceError, type InstanceAddress, type Instances, type InstanceState, type LogFields, type Logger, type MachineState, type Notification, type Notifier, type StateMachine } from '@drs-orchestration/core';

/** EC2 as a test scripts it; an instance that is not named is unknown. */
export class ScriptedInstances implements Instances {
  readonly states = new Map<string, InstanceState>();
  readonly addresses = new Map<string, InstanceAddress>();
  /** The ids of each question. */
  readonly asked: (readonly string[])[] = [];
  fail = false;

  async describeStates(ids: readonly string[]): Promise<ReadonlyMap<string, InstanceState>> {
    this.asked.push(ids);
    if (this.fail) throw new ServiceError({ service: 'EC2', operation: 'DescribeInstanceStatus', kind: 'THROTTLED', message: 'EC2 throttles' });
    return new Map(ids.map((id) => [id, this.states.get(id) ?? 'unknown']));
  }

  async describeAddresses(ids: readonly string[]): Promise<ReadonlyMap<string, InstanceAddress>> {
    return new Map(ids.flatMap((id) => (this.addresses.has(id) ? [[id, this.addresses.get(id) ?? {}] as const] : [])));
  }
}

/** Step Functions as a test scripts it. */
export class ScriptedMachine implements StateMachine {
  readonly states = new Map<string, MachineState>();
  readonly starts: { readonly name: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  readonly stops: string[] = [];
  readonly answers: { readonly token: string; readonly output: Readonly<Record<string, unknown>> }[] = [];
  /** Tokens whose task is gone. */
  readonly gone = new Set<string>();
  /** While true, it cannot be reached. */
  unreachable = false;
  /** Runs when a machine has started. */
  onStart: ((name: string) => Promise<void>) | undefined;

  async start(name: string, input: Readonly<Record<string, unknown>>): Promise<void> {
    this.#reach();
    if (this.states.has(name)) return;
    this.starts.push({ name, input });
    this.states.set(name, { status: 'RUNNING' });
    await this.onStart?.(name);
  }

  async stop(name: string): Promise<void> {
    this.#reach();
    this.stops.push(name);
    if (this.states.get(name)?.status === 'RUNNING') this.states.set(name, { status: 'ABORTED' });
  }

  async describe(name: string): Promise<MachineState | undefined> {
    this.#reach();
    return this.states.get(name);
  }

  async answer(token: string, output: Readonly<Record<string, unknown>>): Promise<'ACCEPTED' | 'GONE'> {
    this.#reach();
    if (this.gone.has(token)) return 'GONE';
    this.gone.add(token);
    this.answers.push({ token, output });
    return 'ACCEPTED';
  }

  #reach(): void {
    if (this.unreachable) throw new ServiceError({ service: 'Step Functions', operation: 'any', kind: 'NETWORK', message: 'Step Functions cannot be reached' });
  }
}

/** Keeps what is published; fails while told to. */
export class ScriptedNotifier implements Notifier {
  readonly published: Notification[] = [];
  fail = false;

  async publish(notification: Notification): Promise<void> {
    if (this.fail) throw new ServiceError({ service: 'SNS', operation: 'Publish', kind: 'DENIED', message: 'no permission to publish' });
    this.published.push(notification);
  }
}

/** Keeps log lines. */
export class KeptLog implements Logger {
  readonly lines: { readonly level: 'info' | 'warn' | 'error'; readonly message: string; readonly fields: LogFields }[];
  readonly #fields: LogFields;

  constructor(lines: KeptLog['lines'] = [], fields: LogFields = {}) {
    this.lines = lines;
    this.#fields = fields;
  }

  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields: { ...this.#fields, ...fields } });
  }

  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields: { ...this.#fields, ...fields } });
  }

  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields: { ...this.#fields, ...fields } });
  }

  with(fields: LogFields): Logger {
    return new KeptLog(this.lines, { ...this.#fields, ...fields });
  }
}
