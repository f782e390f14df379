import { reasonOf, renderDefinition, type ItemStore } from '@drs-orchestration/core';
import { systemIdentifiers } from '@drs-orchestration/core/aws';
import type { PausingClock } from '../clock/pausingClock.js';
import { startDrsEmulator, type RunningDrsEmulator } from '../drs-emulator/startDrsEmulator.js';
import { defaultAccount, type World } from '../drs-emulator/world.js';
import { startHttpApi } from '../http-api/startHttpApi.js';
import { LambdaHost } from '../lambda-host/lambdaHost.js';
import { Schedule } from '../lambda-host/schedule.js';
import { startLambdaServer } from '../lambda-host/startLambdaServer.js';
import { startStepFunctionsServer } from '../step-functions/api/startStepFunctionsServer.js';
import { StepFunctions } from '../step-functions/api/stepFunctions.js';
import { Activity } from './activity.js';
import { functionEnvironment, type LocalEndpoints } from './functionEnvironment.js';
import type { FunctionLogSink } from './functionLog.js';
import { hostFunctions } from './hostFunctions.js';
import { localUserArn, withNamedCaller } from './localCaller.js';
import type { LocalDatabase } from './localDatabase.js';
import { scheduleIsUp } from './scheduleOutages.js';
import { localDeployment, localFunctionArn, localFunctionName, type SystemFunctions } from './systemFunctions.js';

/** What a local system is made of. */
export interface LocalSystemOptions {
  readonly functions: SystemFunctions;
  /** The state machine's source (recovery.asl.json), placeholders and all. */
  readonly definition: string;
  /** The caller starts and stops it; nothing of the system moves while it stands still. */
  readonly clock: PausingClock;
  readonly world: World;
  /** Closed with the system. */
  readonly database: LocalDatabase;
  readonly log: FunctionLogSink;
  /** Who sends API requests that name nobody; default `local`. */
  readonly caller?: string;
}

/** The whole system on one machine. */
export interface LocalSystem {
  /** The HTTP API's address, without a slash at its end. */
  readonly apiUrl: string;
  readonly endpoints: LocalEndpoints;
  /** The tables, e.g. to store plans. */
  readonly items: ItemStore;
  readonly emulator: RunningDrsEmulator;
  readonly engine: StepFunctions;
  readonly stateMachineArn: string;
  readonly activity: Activity;
  /** Ends it: no port, no child process and no timer is left. The clock is the caller's. */
  stop(): Promise<void>;
}

/** How often EventBridge Scheduler calls the finder, in seconds (design section 15). */
const finderSeconds = 60;

/**
 * Starts the whole system on this machine: DRS, EC2, STS and SNS emulated, Step Functions by the local engine, Lambda,
 * API and schedule by stand-ins, and the functions themselves as they are deployed.
 */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalSystem> {
  const closers: (() => Promise<void> | void)[] = [() => options.database.close()];
  const stop = async (): Promise<void> => {
    // In the opposite order of starting: who calls ends before who is called.
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await assemble(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(options: LocalSystemOptions, closers: (() => Promise<void> | void)[]): Promise<Omit<LocalSystem, 'stop'>> {
  const { clock, world, database, log } = options;
  const { project, environment: stage, region } = localDeployment;
  const accountId = world.Account ?? defaultAccount;
  const activity = new Activity();
  const note = (level: 'WARN' | 'ERROR', message: string, fields: object): void => log({ ...fields, timestamp: new Date(clock.now()).toISOString(), level, service: 'local', message });

  const emulator = await startDrsEmulator({ world, clock });
  closers.push(() => emulator.close());
  const host = new LambdaHost({ clock, onError: ({ functionName, payload, error }) => note('ERROR', `${functionName} failed: ${error.errorMessage}`, { payload, error }) });
  const engine = new StepFunctions({ clock, identifiers: systemIdentifiers, invoke: (name, payload) => host.invoke(name, payload), region, accountId });
  closers.push(() => engine.close());
  const engineServer = await startStepFunctionsServer({ engine });
  closers.push(() => engineServer.close());
  const lambdaServer = await startLambdaServer({ host });
  closers.push(() => lambdaServer.close());

  const definition = renderDefinition(options.definition, { OrchestratorFunctionArn: localFunctionArn('orchestrator', accountId) });
  const { stateMachineArn } = await engine.createStateMachine({ name: `${project}-recovery-${stage}`, definition });
  const endpoints: LocalEndpoints = {
    ...emulator.endpoints,
    SFN: engineServer.url,
    LAMBDA: lambdaServer.url,
    ...(database.endpoint === undefined ? {} : { DYNAMODB: database.endpoint }),
  };
  const environment = functionEnvironment(accountId, stateMachineArn, endpoints, world.Quotas);
  hostFunctions(host, options.functions, { clock, environment, log, activity, ...(database.endpoint === undefined ? { items: database.items } : {}) });

  // EventBridge's rule: the end of a machine is told to the orchestrator (design section 5).
  engine.onStatusChange((event) => {
    if (event.detail.status !== 'RUNNING') host.invokeAsync(localFunctionName('orchestrator'), event);
  });
  const api = await startHttpApi({
    handler: async (event) => {
      // Whoever waits for the answer holds the clock, and the function may have to sleep on it before it answers.
      const result = await clock.letTimePass(() => host.invoke(localFunctionName('api'), withNamedCaller(event)));
      if ('payload' in result) return result.payload;
      throw new Error(result.error.errorMessage);
    },
    caller: { userArn: localUserArn(accountId, options.caller ?? 'local'), accountId },
    clock,
    identifiers: systemIdentifiers,
    onError: (error) => note('ERROR', 'the API failed', { reason: reasonOf(error) }),
  });
  closers.push(() => api.close());

  const startedAt = clock.now();
  const schedule = new Schedule({
    clock,
    everySeconds: finderSeconds,
    call: () => void host.invokeAsync(localFunctionName('finder'), {}),
    isUp: (dueAt) => scheduleIsUp(world, 'finder', dueAt - startedAt),
  });
  schedule.start();
  closers.push(() => schedule.stop());
  return { apiUrl: api.url, endpoints, items: database.items, emulator, engine, stateMachineArn, activity };
}
