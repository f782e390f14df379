import {
  defaultQuotas,
  newExecution,
  type ExecutionHeader,
  type ExecutionRequest,
  type LaunchQuotas,
  type Measurement,
  type Ports,
  type RecoveryPlan,
  type StoredExecution,
  type StoredPlan,
  type WaveRecord,
  type Wave,
} from '@drs-orchestration/core';
import { orchestratorContext, type OrchestratorContext } from '../../../src/context.js';
import { dispatch } from '../../../src/dispatch.js';
import { ScriptedDrs } from './scriptedDrs.js';
import { KeptLog, ScriptedInstances, ScriptedMachine, ScriptedNotifier } from './scriptedPorts.js';
import { MemoryItemStore, SteppedClock, type StoreHooks } from '@drs-orchestration/testkit';

/** When every world begins, in Unix seconds. */
export const start = 1_700_000_000;
/** The execution of these tests. */
export const executionId = '00000000-0000-4000-8000-000000000001';
/** The topic of its plan. */
export const topic = 'arn:aws:sns:us-east-1:111111111111:dr';

/** The n-th source server id. */
export function serverId(n: number): string {
  return `s-${String(n).padStart(17, '0')}`;
}

/** Source server ids `from` to `from + count - 1`. */
export function serverIds(count: number, from: number = 1): string[] {
  return Array.from({ length: count }, (_, index) => serverId(from + index));
}

/** A plan's wave with every default; without servers it has one of its own. */
export function planWave(WaveNumber: number, keys: Partial<Wave> = {}): Wave {
  return {
    WaveNumber,
    WaveName: `Wave ${WaveNumber}`,
    ...(keys.ProtectionGroupId === undefined ? { ServerIds: [serverId(WaveNumber)] } : {}),
    ExecutionType: 'PARALLEL',
    Dependencies: [],
    WaitTimeSeconds: 0,
    PauseBefore: false,
    ApprovalTimeoutSeconds: 86_400,
    HealthCheck: { Enabled: true, OnTimeout: 'FAIL' },
    LaunchActions: 'REQUIRED',
    OnPartialFailure: 'STOP',
    TimeoutSeconds: 1800,
    RecoverySnapshotId: 'LATEST',
    ...keys,
  };
}

/** Everything an orchestrator meets, scripted, with a clock that jumps. */
export class World {
  readonly clock: SteppedClock;
  /** What befalls the store; may be set at any time. */
  hooks: StoreHooks = {};
  readonly items = new MemoryItemStore({ before: (operation) => this.hooks.before?.(operation), after: (operation) => this.hooks.after?.(operation) });
  readonly drs: ScriptedDrs;
  readonly instances = new ScriptedInstances();
  readonly machine = new ScriptedMachine();
  readonly notifier = new ScriptedNotifier();
  readonly log = new KeptLog();
  readonly measured: Measurement[] = [];
  readonly context: OrchestratorContext;
  #ids = 0;

  /** @param speed of its clock, which otherwise jumps: for requests that really travel. */
  constructor(quotas: LaunchQuotas = defaultQuotas, speed: number | 'INSTANT' = 'INSTANT') {
    this.clock = new SteppedClock({ speed, startAt: start * 1000 });
    this.drs = new ScriptedDrs(this.clock);
    const ports: Ports = {
      clock: this.clock,
      identifiers: { uuid: () => `id-${(this.#ids += 1)}` },
      items: this.items,
      accounts: { drs: () => this.drs, instances: () => this.instances },
      notifier: this.notifier,
      machine: this.machine,
      functions: { invokePoller: async () => undefined, invokeRepair: async () => undefined },
      logger: this.log,
      metrics: { record: (...measurements) => void this.measured.push(...measurements) },
    };
    this.context = orchestratorContext(ports, quotas);
  }

  /** Unix seconds. */
  get now(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** Runs work in this world's time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.clock.run(work);
  }

  /** Lets seconds pass. */
  async pass(seconds: number): Promise<void> {
    await this.clock.run(() => this.clock.sleep(seconds * 1000));
  }

  /** Runs one Task, as the state machine would. */
  async task(Task: string, keys: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.run(() => dispatch(this.context, { Task, ExecutionId: executionId, ...keys }));
  }

  /** Puts an execution of these waves into the store, its servers known to DRS, its plan locked; then changes it. */
  async given(waves: readonly Wave[], keys: Partial<ExecutionHeader> = {}, change: Readonly<Record<number, Partial<WaveRecord>>> = {}, plan: Partial<RecoveryPlan> = {}, request: Partial<ExecutionRequest> = {}): Promise<StoredExecution> {
    const stored: StoredPlan = { PlanId: 'plan-1', PlanName: 'Plan 1', Region: 'us-east-1', WaveOrdering: 'DEPENDENCIES', TerminateAfterDrill: true, Notifications: { SnsTopicArn: topic }, Waves: waves, Version: 1, ActiveExecutionId: executionId, ...plan };
    const made = newExecution({ executionId, plan: stored, groups: [], executionType: 'DRILL', initiatedBy: 'arn:tester', sourceAccountId: '111111111111', now: start, ...request });
    const header = { ...made.header, Status: 'RUNNING' as const, ...keys };
    const records = made.waves.map((wave) => ({ ...wave, ...change[wave.WaveNumber] }));
    this.drs.replicate(records.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId)));
    await this.items.write({ kind: 'put', table: 'plans', item: { ...stored } }, { kind: 'put', table: 'executions', item: { ...header } }, ...records.map((wave) => ({ kind: 'put', table: 'executions', item: { ...wave } }) as const));
    return { header, waves: records };
  }

  /** The header as stored. */
  async header(): Promise<ExecutionHeader> {
    return this.context.executions.header(executionId);
  }

  /** A wave as stored. */
  async wave(waveNumber: number = 1): Promise<WaveRecord> {
    return this.context.executions.wave(executionId, waveNumber);
  }

  /** The plan's lock, as stored. */
  async lock(): Promise<unknown> {
    return (await this.items.get('plans', { PlanId: 'plan-1' }))?.['ActiveExecutionId'];
  }

  /** Jobs that launched something of ours. */
  ourJobs(): readonly string[] {
    return this.drs.jobs.filter((job) => job.tags['drs-orchestration:execution-id'] !== undefined).map((job) => job.jobId);
  }

  /** How many jobs each server is in. */
  jobsOf(server: string): number {
    return this.drs.jobs.filter((job) => job.type === 'LAUNCH' && job.tags['drs-orchestration:execution-id'] !== undefined && job.servers.some((participant) => participant.sourceServerId === server)).length;
  }
}

/** The plan's one wave of servers 1 to `count`. */
export function oneWave(count: number, keys: Partial<Wave> = {}): Wave {
  return planWave(1, { ServerIds: serverIds(count), ...keys });
}

/** Runs LaunchWave for wave 1. */
export async function launch(world: World): Promise<unknown> {
  return world.task('LaunchWave', { WaveNumber: 1 });
}

/** The statuses of wave 1's servers. */
export async function statuses(world: World): Promise<readonly string[]> {
  return (await world.wave()).Servers.map((server) => server.Status);
}
