import { renderDefinition, type FunctionOptions, type Ports } from '@drs-orchestration/core';
import { createHandler as finderHandler } from '@drs-orchestration/finder';
import { createHandler as orchestratorHandler } from '@drs-orchestration/orchestrator';
import { createHandler as apiHandler } from '@drs-orchestration/orchestrator/api';
import { createHandler as pollerHandler } from '@drs-orchestration/poller';
import {
  defaultAccount, Draws, DrsEmulator, functionEnvironment, inProcessAccounts, inProcessNotifier, inProcessStateMachine, localDeployment, localFunctionArn, MemoryItemStore, Schedule, scheduleIsUp, StepFunctions,
  type SteppedClock, type SystemFunctionName,
} from '@drs-orchestration/testkit';
import { scheduleOff } from '../script/kinds.js';
import type { Script } from '../script/script.js';
import { Witness, witnessLaunches } from '../witness/witness.js';
import { Boundary } from './boundary.js';
import { Lambdas, type ContainerFactory } from './lambdas.js';
import { accountsBehind, DrsMemory, functionsBehind, itemsBehind, machineBehind, notifierBehind } from './portsBehindBoundary.js';
import { RoleOfTarget } from './roleOfTarget.js';
import { Trouble } from './trouble.js';
import { errorLogger, noMetrics } from './watchedLog.js';

/** What a run keeps looking at. */
export interface SimulatedSystem {
  readonly clock: SteppedClock;
  readonly startedAt: number;
  readonly emulator: DrsEmulator;
  readonly engine: StepFunctions;
  readonly stateMachineArn: string;
  /** The store itself: looking into it costs no time and meets no trouble. */
  readonly items: MemoryItemStore;
  readonly lambdas: Lambdas;
  readonly witness: Witness;
  readonly trouble: Trouble;
  /** The names of the machines that run. */
  readonly machines: ReadonlySet<string>;
  /** Messages that the functions logged as errors. */
  readonly errors: readonly string[];
  /** The target account withdraws the system's role for so many seconds. */
  withdrawRole(seconds: number): void;
  start(): void;
  stop(): void;
}

/** How long after its start DescribeExecution may not know a machine. Milliseconds. */
const unknownFor = 20_000;

/** Nobody connects to these: the ports are in the process. */
const nowhere = { DRS: 'http://drs.invalid', EC2: 'http://ec2.invalid', STS: 'http://sts.invalid', SNS: 'http://sns.invalid', SFN: 'http://sfn.invalid', LAMBDA: 'http://lambda.invalid' };

const handlers: Readonly<Record<SystemFunctionName, (options: FunctionOptions) => (event: unknown) => Promise<unknown>>> = {
  finder: finderHandler,
  poller: pollerHandler,
  orchestrator: orchestratorHandler,
  api: apiHandler,
};

/**
 * The whole system in one process: the deployed state machine and functions, everything else emulated, nothing real.
 *
 * The functions run over ports of the testkit's, not over core's AWS adapters: the SDK, its serialisation and signing,
 * and what those adapters do themselves (the retries of design section 11, the renewal of an assumed role's keys) are
 * no part of a run. In their place stand the testkit's in-process adapters and its memory store. Core's own adapters
 * are held to the same behaviour by their tests (`packages/core/src/aws/*.test.ts`), by the contract suites that run on
 * both (the testkit's `accountsContract.test.ts` and item store contract), and by the local system, where every call
 * goes through them over HTTP.
 */
export async function simulatedSystem(script: Script, clock: SteppedClock, definition: string): Promise<SimulatedSystem> {
  const draws = new Draws(script.seed);
  const identifiers = { uuid: () => draws.uuid() };
  const startedAt = clock.now();
  const witness = new Witness(() => clock.now());
  const trouble = new Trouble(script, draws, clock);
  const role = new RoleOfTarget(() => clock.now());
  const emulator = new DrsEmulator({ world: role.in(script.world), clock });
  witnessLaunches(emulator, witness);
  const items = new MemoryItemStore();
  const watched = witness.watch(items);
  const accountId = script.world.Account ?? defaultAccount;
  const errors: string[] = [];
  const memory = new DrsMemory(() => trouble.strikes('STALE_JOBS'));

  const engine: StepFunctions = new StepFunctions({ clock, identifiers, region: localDeployment.region, accountId, invoke: (_name, payload) => lambdas.invokeTask('orchestrator', payload) });
  const { stateMachineArn } = await engine.createStateMachine({ name: 'recovery', definition: renderDefinition(definition, { OrchestratorFunctionArn: localFunctionArn('orchestrator', accountId) }) });
  const environment = functionEnvironment(accountId, stateMachineArn, nowhere, script.world.Quotas);
  const machine = inProcessStateMachine(engine, stateMachineArn);
  const machineStarts = new Map<string, number>();
  const isUnknownYet = (name: string): boolean => clock.now() < (machineStarts.get(name) ?? -Infinity) + unknownFor && trouble.strikes('MACHINE_UNKNOWN_YET');

  const factory =
    (name: SystemFunctionName): ContainerFactory =>
    (container) => {
      const boundary = new Boundary(container, trouble, (milliseconds) => clock.sleep(milliseconds));
      const ports: Omit<Ports, 'clock'> = {
        identifiers,
        items: itemsBehind(boundary, watched, (kind) => trouble.strikes(kind), () => draws.hits(50)),
        accounts: accountsBehind(boundary, inProcessAccounts(emulator, { clock: container, ownAccountId: accountId }), memory),
        notifier: notifierBehind(boundary, inProcessNotifier(emulator, { clock: container })),
        machine: machineBehind(boundary, machine, isUnknownYet),
        functions: functionsBehind(boundary, (target, event) => lambdas.invokeAsync(target, event)),
        logger: errorLogger((line) => errors.push(line)),
        metrics: noMetrics,
      };
      return handlers[name]({ clock: container, environment, ports });
    };
  const lambdas: Lambdas = new Lambdas({
    clock,
    trouble,
    factories: { finder: factory('finder'), poller: factory('poller'), orchestrator: factory('orchestrator'), api: factory('api') },
    skew: () => Math.round((draws.next() * 2 - 1) * script.clockSkew),
    onFailure: (name, event, error) => witness.note(`${name} failed on ${JSON.stringify(event).slice(0, 200)}: ${error.errorType}: ${error.errorMessage}`),
  });

  const machines = new Set<string>();
  engine.onStatusChange((event) => {
    if (event.detail.status === 'RUNNING') {
      machineStarts.set(event.detail.name, clock.now());
      machines.add(event.detail.name);
      return;
    }
    machines.delete(event.detail.name);
    witness.note(`machine ${event.detail.name} ended as ${event.detail.status}${event.detail.error === null ? '' : ` (${event.detail.error}: ${event.detail.cause})`}`);
    if (trouble.strikes('EVENT_LOST')) return;
    lambdas.invokeAsync('orchestrator', event);
    if (trouble.strikes('EVENT_TWICE')) lambdas.invokeAsync('orchestrator', event);
  });
  const schedule = new Schedule({
    clock,
    everySeconds: 60,
    call: () => {
      lambdas.invokeAsync('finder', {});
      if (trouble.strikes('FINDER_TWICE')) lambdas.invokeAsync('finder', {});
    },
    isUp: (dueAt) => {
      const up = scheduleIsUp(script.world, 'finder', dueAt - startedAt);
      if (!up) trouble.struck.count(scheduleOff);
      return up;
    },
  });
  return {
    clock, startedAt, emulator, engine, stateMachineArn, items, lambdas, witness, trouble, machines, errors,
    withdrawRole: (seconds) => role.withdraw(emulator, seconds),
    start: () => schedule.start(),
    stop: () => {
      schedule.stop();
      engine.close();
    },
  };
}
