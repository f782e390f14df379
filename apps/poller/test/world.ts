import { newExecution, ServiceError, type DrsParticipatingServer, type ExecutionHeader, type LaunchCall, type LogFields, type Logger, type MachineState, type Measurement, type Ports, type ServerRecord, type ServerStatus, type StoredPlan, type Wave, type WaveRecord, type Write } from '@drs-orchestration/core';
import { MemoryItemStore, SteppedClock, type StoreHooks } from '@drs-orchestration/testkit';
import { pollerContext, type PollerContext } from '../src/context.js';
import { pollExecution, type PollSummary } from '../src/pollExecution.js';
import { ScriptedDrs } from './scriptedDrs.js';

/** When every world begins, in Unix seconds. */
export const start = 1_700_000_000;
/** The execution of these tests. */
export const executionId = '00000000-0000-4000-8000-000000000001';

/** The n-th source server id. */
export function serverId(n: number): string {
  return `s-${String(n).padStart(17, '0')}`;
}

/** The n-th server in a status, launched by a job at the start. */
export function server(n: number, Status: ServerStatus, keys: Partial<ServerRecord> = {}): ServerRecord {
  return { SourceServerId: serverId(n), Status, ...(Status === 'NOT_STARTED' ? {} : { RecoveryJobId: 'drsjob-1', LaunchTime: start, PollsAtLaunch: 0 }), TransitionHistory: [], ...keys };
}

/** A wave that launches these servers, by one call that made a job. */
export function launching(servers: readonly ServerRecord[], keys: Partial<WaveRecord> = {}): Partial<WaveRecord> {
  const jobs = [...new Set(servers.flatMap((record) => record.RecoveryJobId ?? []))];
  const Calls: Record<string, LaunchCall> = Object.fromEntries(
    jobs.map((JobId) => [`call-${JobId}`, { Servers: servers.filter((record) => record.RecoveryJobId === JobId).map((record) => record.SourceServerId), At: start, Deadline: start + 30, JobId }]),
  );
  return { WaveStatus: 'LAUNCHING', StartTime: start, Servers: servers, Calls, ...keys };
}

function planWave(WaveNumber: number): Wave {
  return {
    WaveNumber, WaveName: `Wave ${WaveNumber}`, ServerIds: [serverId(WaveNumber)], ExecutionType: 'PARALLEL', Dependencies: [], WaitTimeSeconds: 0, PauseBefore: false, ApprovalTimeoutSeconds: 86_400,
    HealthCheck: { Enabled: true, OnTimeout: 'FAIL' }, LaunchActions: 'REQUIRED', OnPartialFailure: 'STOP', TimeoutSeconds: 1800, RecoverySnapshotId: 'LATEST',
  };
}

/** The n-th server's part in a job. */
export function participant(n: number, launchStatus?: string, recoveryInstanceId?: string): DrsParticipatingServer {
  return { sourceServerId: serverId(n), ...(launchStatus === undefined ? {} : { launchStatus }), ...(recoveryInstanceId === undefined ? {} : { recoveryInstanceId }) };
}

/** The statuses of a stored wave's servers. */
export async function statuses(world: World, waveNumber: number = 1): Promise<readonly ServerStatus[]> {
  return (await world.wave(waveNumber)).Servers.map((record) => record.Status);
}

/** A line of the log. */
export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** Everything a poller meets, scripted, with a clock that jumps. */
export class World {
  readonly clock = new SteppedClock({ speed: 'INSTANT', startAt: start * 1000 });
  hooks: StoreHooks = {};
  /** What was written since `forget`. */
  writes: (readonly Write[])[] = [];
  readonly items = new MemoryItemStore({
    before: (operation) => this.hooks.before?.(operation),
    after: (operation) => {
      if (operation.kind === 'write') this.writes.push(operation.writes);
      return this.hooks.after?.(operation);
    },
  });
  readonly drs = new ScriptedDrs();
  readonly machines = new Map<string, MachineState>();
  readonly stops: string[] = [];
  readonly answers: { readonly token: string; readonly answer: unknown }[] = [];
  machineUnreachable = false;
  readonly repairs: string[] = [];
  repairFails = false;
  readonly lines: Line[] = [];
  readonly measured: Measurement[] = [];
  readonly context: PollerContext;

  constructor() {
    const reach = (): void => {
      if (this.machineUnreachable) throw new ServiceError({ service: 'Step Functions', operation: 'any', kind: 'NETWORK', message: 'Step Functions cannot be reached' });
    };
    const ports: Ports = {
      clock: this.clock,
      identifiers: { uuid: () => 'id' },
      items: this.items,
      accounts: { drs: () => this.drs, instances: () => ({}) as never },
      notifier: { publish: async () => undefined },
      machine: {
        start: async () => undefined,
        stop: async (name) => {
          reach();
          this.stops.push(name);
        },
        describe: async (name) => {
          reach();
          return this.machines.get(name);
        },
        answer: async (token, answer) => {
          reach();
          this.answers.push({ token, answer });
          return 'ACCEPTED';
        },
      },
      functions: {
        invokePoller: async () => undefined,
        invokeRepair: async ({ ExecutionId }) => {
          if (this.repairFails) throw new ServiceError({ service: 'Lambda', operation: 'Invoke', kind: 'THROTTLED', message: 'Lambda throttles' });
          this.repairs.push(ExecutionId);
        },
      },
      logger: this.#logger(),
      metrics: { record: (...measurements) => void this.measured.push(...measurements) },
    };
    this.context = pollerContext(ports);
  }

  /** Puts a drill of these waves, being polled, into the store. */
  async given(waves: readonly Partial<WaveRecord>[], keys: Partial<ExecutionHeader> = {}): Promise<void> {
    const plan: StoredPlan = { PlanId: 'plan-1', PlanName: 'Plan 1', Region: 'us-east-1', WaveOrdering: 'DEPENDENCIES', TerminateAfterDrill: true, Waves: waves.map((_, index) => planWave(index + 1)), Version: 1 };
    const made = newExecution({ executionId, plan, groups: [], executionType: 'DRILL', initiatedBy: 'arn:tester', sourceAccountId: '111111111111', now: start });
    const header: ExecutionHeader = { ...made.header, Status: 'POLLING', Phase: 'LAUNCHING', NextPollTime: start, ...keys };
    await this.items.write({ kind: 'put', table: 'executions', item: { ...header } }, ...made.waves.map((wave, index) => ({ kind: 'put', table: 'executions', item: { ...wave, ...waves[index] } }) as const));
    this.writes = [];
  }

  /** One poll, now. */
  async poll(calledFor?: number): Promise<PollSummary> {
    return this.clock.run(() => pollExecution(this.context, executionId, calledFor));
  }

  /** Lets time pass until the next poll is due, then polls. */
  async nextPoll(): Promise<PollSummary> {
    const { NextPollTime = 0 } = await this.header();
    await this.pass(Math.max(0, NextPollTime - this.now));
    return this.poll(NextPollTime);
  }

  /** Unix seconds. */
  get now(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** Lets seconds pass. */
  async pass(seconds: number): Promise<void> {
    await this.clock.run(() => this.clock.sleep(seconds * 1000));
  }

  /** The header as stored. */
  async header(): Promise<ExecutionHeader> {
    return this.context.executions.header(executionId);
  }

  /** A wave as stored. */
  async wave(waveNumber: number = 1): Promise<WaveRecord> {
    return this.context.executions.wave(executionId, waveNumber);
  }

  /** The names of the items written, write by write. */
  written(): readonly (readonly unknown[])[] {
    return this.writes.map((writes) => writes.map((write) => (write.kind === 'put' ? write.item['Item'] : write.key['Item'])));
  }

  #logger(fields: LogFields = {}): Logger {
    const line = (level: Line['level']) => (message: string, more: LogFields = {}): void => void this.lines.push({ level, message, fields: { ...fields, ...more } });
    return { info: line('info'), warn: line('warn'), error: line('error'), with: (more) => this.#logger({ ...fields, ...more }) };
  }
}
