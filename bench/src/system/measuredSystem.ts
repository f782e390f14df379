import { isFinal, putPlan, renderDefinition, type ExecutionHeader, type FunctionOptions, type Ports, type RecoveryPlan } from '@drs-orchestration/core';
import { createHandler as finderHandler } from '@drs-orchestration/finder';
import { createHandler as orchestratorHandler } from '@drs-orchestration/orchestrator';
import { createHandler as apiHandler } from '@drs-orchestration/orchestrator/api';
import machineDefinition from '@drs-orchestration/orchestrator/recovery.asl.json' with { type: 'json' };
import { createHandler as pollerHandler } from '@drs-orchestration/poller';
import {
  defaultAccount, Draws, DrsEmulator, functionEnvironment, functionTimeouts, inProcessAccounts, inProcessNotifier, inProcessStateMachine, LambdaHost, localDeployment, localFunctionArn, MemoryItemStore, Schedule, SteppedClock,
  StepFunctions, type Job, type SystemFunctionName, type World,
} from '@drs-orchestration/testkit';
import { delayedAccounts, delayedFunctions, delayedItems, delayedMachine, delayedNotifier, delayOn, errorsTo, noMetrics } from './delayedPorts.js';
import { meteredItems, newStoreMeter, type StoreMeter } from './meteredItems.js';
import { serviceMilliseconds } from './serviceTimes.js';

/** How often a function was invoked, and how long it ran in all (milliseconds). */
export interface FunctionMeter {
  invocations: number;
  milliseconds: number;
}

/** A wave's launch job: when it was over, and when the state machine was told so. Milliseconds since the epoch. */
export interface DetectedJob {
  readonly executionId: string;
  readonly wave: number;
  readonly job: Job;
  readonly settledAt: number;
  readonly knownAt: number;
}

/** What is known of a run. */
export interface MeasuredRun {
  readonly header: ExecutionHeader;
  /** States entered. */
  readonly transitions: number;
}

/** The whole system on virtual time, undisturbed, everything in it counted. */
export interface MeasuredSystem {
  readonly clock: SteppedClock;
  /** The finder's. */
  readonly schedule: Schedule;
  readonly emulator: DrsEmulator;
  readonly items: MemoryItemStore;
  /** By the function that asked. */
  readonly stores: Readonly<Record<SystemFunctionName, StoreMeter>>;
  readonly functions: Readonly<Record<SystemFunctionName, FunctionMeter>>;
  /** Launch jobs of which the state machine knows, in that order. */
  readonly detected: readonly DetectedJob[];
  /** Invokes a function and awaits its answer. @throws Error with the function's. */
  readonly invoke: (name: SystemFunctionName, event: unknown) => Promise<unknown>;
  /** Starts a drill of a plan and returns its ExecutionId. @throws Error where it is refused. */
  readonly start: (planId: string) => Promise<string>;
  /** Waits until a drill is over, its clean-up included. @throws Error where it is not COMPLETED. */
  readonly untilOver: (executionId: string) => Promise<MeasuredRun>;
  /** Runs a plan as a drill to its end. */
  readonly drill: (planId: string) => Promise<MeasuredRun>;
}

/** Nobody connects to these: the ports are in the process. */
const nowhere = { DRS: 'http://drs.invalid', EC2: 'http://ec2.invalid', STS: 'http://sts.invalid', SNS: 'http://sns.invalid', SFN: 'http://sfn.invalid', LAMBDA: 'http://lambda.invalid' };
const epoch = Date.UTC(2026, 0, 1);
const handlers: Readonly<Record<SystemFunctionName, (options: FunctionOptions) => (event: unknown) => Promise<unknown>>> = { finder: finderHandler, poller: pollerHandler, orchestrator: orchestratorHandler, api: apiHandler };

/** Runs `work` in a system over a world; what it is told happens on virtual time. */
export async function withSystem<T>(world: World, plans: readonly RecoveryPlan[], work: (system: MeasuredSystem) => Promise<T>): Promise<T> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: epoch });
  const draws = new Draws(world.Seed ?? 1);
  const identifiers = { uuid: () => draws.uuid() };
  const emulator = new DrsEmulator({ world, clock });
  const items = new MemoryItemStore();
  const stores = { finder: newStoreMeter(), poller: newStoreMeter(), orchestrator: newStoreMeter(), api: newStoreMeter() };
  const delay = delayOn(clock);
  const functions: Record<SystemFunctionName, FunctionMeter> = { finder: idle(), poller: idle(), orchestrator: idle(), api: idle() };
  const detected: DetectedJob[] = [];
  const waits = new Map<string, { readonly executionId: string; readonly wave: number }>();
  const errors: string[] = [];
  const engine: StepFunctions = new StepFunctions({
    clock, identifiers, region: localDeployment.region, accountId: defaultAccount,
    invoke: (_name, payload) => {
      const { Task, Token, ExecutionId, WaveNumber } = payload as { readonly Task: string; readonly Token?: string; readonly ExecutionId: string; readonly WaveNumber: number };
      if (Task === 'AwaitLaunch' && Token !== undefined) waits.set(Token, { executionId: ExecutionId, wave: WaveNumber });
      return host.invoke('orchestrator', payload);
    },
  });
  const { stateMachineArn } = await engine.createStateMachine({ name: 'recovery', definition: renderDefinition(JSON.stringify(machineDefinition), { OrchestratorFunctionArn: localFunctionArn('orchestrator', defaultAccount) }) });
  const machine = inProcessStateMachine(engine, stateMachineArn);
  const known = (token: string): void => {
    const wait = waits.get(token);
    const job = wait && emulator.jobs().find(({ tags }) => tags['drs-orchestration:execution-id'] === wait.executionId && Number(tags['drs-orchestration:wave']) === wait.wave);
    if (wait !== undefined && job !== undefined) detected.push({ ...wait, job, settledAt: emulator.endOf(job), knownAt: clock.now() });
  };
  const ports: Omit<Ports, 'clock' | 'items'> = {
    identifiers,
    accounts: delayedAccounts(inProcessAccounts(emulator, { clock, ownAccountId: defaultAccount }), delay),
    notifier: delayedNotifier(inProcessNotifier(emulator, { clock }), delay),
    machine: delayedMachine(machine, delay, known),
    functions: delayedFunctions((name, event) => void host.invokeAsync(name, event), delay),
    logger: errorsTo((line) => errors.push(line)),
    metrics: noMetrics,
  };
  const environment = functionEnvironment(defaultAccount, stateMachineArn, nowhere, world.Quotas);
  const host = new LambdaHost({ clock, onError: ({ functionName, error }) => errors.push(`${functionName}: ${error.errorMessage}`) });
  for (const name of Object.keys(handlers) as SystemFunctionName[]) {
    const handler = handlers[name]({ clock, environment, ports: { ...ports, items: delayedItems(meteredItems(items, stores[name]), delay) } });
    host.register(name, (event) => metered(clock, functions[name], () => handler(event)), { timeoutSeconds: functionTimeouts[name] });
  }
  engine.onStatusChange((event) => void (event.detail.status !== 'RUNNING' && host.invokeAsync('orchestrator', event)));
  const schedule = new Schedule({ clock, everySeconds: 60, call: () => host.invokeAsync('finder', {}) });

  const invoke = async (name: SystemFunctionName, event: unknown): Promise<unknown> => {
    const result = await host.invoke(name, event);
    if ('payload' in result) return result.payload;
    throw new Error(`${name} failed: ${result.error.errorMessage}`);
  };
  const start = async (planId: string): Promise<string> => {
    const { statusCode, body } = (await invoke('api', startRequest(planId))) as { readonly statusCode: number; readonly body: string };
    if (statusCode !== 202) throw new Error(`the drill of ${planId} was not started: ${statusCode} ${body}`);
    return (JSON.parse(body) as { readonly ExecutionId: string }).ExecutionId;
  };
  const untilOver = async (ExecutionId: string): Promise<MeasuredRun> => {
    for (;;) {
      await clock.sleep(10_000);
      const header = (await items.get('executions', { ExecutionId, Item: 'EXECUTION' })) as unknown as ExecutionHeader;
      if (!isFinal(header.Status) || header.Open !== undefined || (await machine.describe(ExecutionId))?.status === 'RUNNING') continue;
      if (header.Status !== 'COMPLETED') throw new Error(`drill ${ExecutionId} of ${header.PlanId} ended ${header.Status}: ${errors.join('; ')}`);
      return { header, transitions: engine.stateTransitions(`${stateMachineArn.replace(':stateMachine:', ':execution:')}:${ExecutionId}`) };
    }
  };
  const drill = async (planId: string): Promise<MeasuredRun> => untilOver(await start(planId));
  return clock.run(async () => {
    for (const plan of plans) await putPlan(items, plan, []);
    schedule.start();
    try {
      return await work({ clock, schedule, emulator, items, stores, functions, detected, invoke, start, untilOver, drill });
    } finally {
      schedule.stop();
      engine.close();
    }
  });
}

function idle(): FunctionMeter {
  return { invocations: 0, milliseconds: 0 };
}

async function metered<T>(clock: SteppedClock, meter: FunctionMeter, work: () => Promise<T>): Promise<T> {
  const begun = clock.now();
  meter.invocations += 1;
  try {
    return await work();
  } finally {
    meter.milliseconds += clock.now() - begun + serviceMilliseconds.computing;
  }
}

function startRequest(planId: string): unknown {
  return {
    rawPath: '/executions',
    body: JSON.stringify({ PlanId: planId, ExecutionType: 'DRILL' }),
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST' }, authorizer: { iam: { userArn: `arn:aws:iam::${defaultAccount}:user/operator`, accountId: defaultAccount } } },
  };
}
