import type { FunctionOptions } from '@drs-orchestration/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SteppedClock } from '../clock/steppedClock.js';
import type { World } from '../drs-emulator/world.js';
import { callerHeader } from './localCaller.js';
import { memoryDatabase } from './localDatabase.js';
import { startLocalSystem, type LocalSystem } from './startLocalSystem.js';
import type { SystemFunctionName, SystemFunctions } from './systemFunctions.js';

const startAt = Date.UTC(2026, 10, 21);
const definition = JSON.stringify({
  StartAt: 'Ask',
  States: { Ask: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: '${OrchestratorFunctionArn}', 'Payload.$': '$' }, End: true } },
});

interface Call {
  readonly name: SystemFunctionName;
  readonly event: { readonly [key: string]: unknown };
  readonly second: number;
}

/** A local system of functions that only note their calls; `api` may do something first. */
async function aSystem(world: World = {}, api: (options: FunctionOptions, event: unknown) => Promise<unknown> = async () => ({})) {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt });
  const calls: Call[] = [];
  const environments: FunctionOptions['environment'][] = [];
  const noting = (name: SystemFunctionName) => (options: FunctionOptions) => {
    environments.push(options.environment);
    return async (event: unknown): Promise<unknown> => {
      calls.push({ name, event: event as Call['event'], second: (clock.now() - startAt) / 1000 });
      return name === 'api' ? api(options, event) : {};
    };
  };
  const functions = { finder: noting('finder'), poller: noting('poller'), orchestrator: noting('orchestrator'), api: noting('api') } as SystemFunctions;
  const system = await startLocalSystem({ functions, definition, clock, world, database: memoryDatabase(), log: () => undefined, caller: 'ann' });
  onTestFinished(() => system.stop());
  const of = (name: SystemFunctionName): readonly Call[] => calls.filter((call) => call.name === name);
  return { clock, system, of, environments };
}

const get = (clock: SteppedClock, system: LocalSystem, headers: Record<string, string> = {}): Promise<unknown> =>
  clock.standingStill(async () => (await fetch(`${system.apiUrl}/x`, { headers })).json());

describe('a local system', () => {
  it('calls the finder each minute of its clock, but not while a fault has the schedule off', async () => {
    const { clock, of } = await aSystem({ Faults: [{ Schedule: 'finder', FromSecond: 100, ToSecond: 200, Fault: 'OFF' }] });
    await clock.run(() => clock.sleep(301_000));
    expect(of('finder').map((call) => call.second)).toEqual([60, 240, 300]);
  });

  it('lets an API function sleep before it answers one who holds the clock', async () => {
    const { clock, system } = await aSystem({}, async (options) => {
      await options.clock.sleep(500);
      return { slept: options.clock.now() - startAt };
    });
    expect(await clock.run(() => get(clock, system))).toEqual({ slept: 500 });
  });

  it('tells the API function who calls: the system\'s user, or whom the request names', async () => {
    const userArn = async (_options: FunctionOptions, event: unknown): Promise<unknown> =>
      (event as { readonly requestContext: { readonly authorizer: { readonly iam: { readonly userArn: string } } } }).requestContext.authorizer.iam;
    const { clock, system } = await aSystem({ Account: '333333333333' }, userArn);
    expect(await get(clock, system)).toMatchObject({ userArn: 'arn:aws:iam::333333333333:user/ann' });
    expect(await get(clock, system, { [callerHeader]: encodeURIComponent('Zoë B.') })).toMatchObject({ userArn: 'arn:aws:iam::333333333333:user/Zoë B.' });
  });

  it('runs the state machine by its functions, and tells the orchestrator of its end as EventBridge does', async () => {
    const { clock, system, of } = await aSystem();
    const { executionArn } = await system.engine.startExecution({ stateMachineArn: system.stateMachineArn, name: 'e-1', input: '{"Mode":"RUN","ExecutionId":"e-1"}' });
    await clock.run(() => system.engine.untilEnded(executionArn));
    expect(of('orchestrator').map((call) => call.event)).toMatchObject([
      { Mode: 'RUN', ExecutionId: 'e-1' },
      { 'detail-type': 'Step Functions Execution Status Change', detail: { name: 'e-1', status: 'SUCCEEDED' } },
    ]);
  });

  it('gives each function the environment that it has on AWS, with local endpoints and the world\'s quotas', async () => {
    const { environments, system } = await aSystem({ Quotas: { ConcurrentJobs: 7 } });
    expect(environments).toHaveLength(4);
    expect(environments[0]).toMatchObject({
      PLANS_TABLE: 'drs-orchestration-recovery-plans-local',
      POLLER_FUNCTION: 'arn:aws:lambda:us-east-1:111111111111:function:drs-orchestration-poller-local',
      STATE_MACHINE_ARN: system.stateMachineArn,
      AWS_ENDPOINT_URL_DRS: system.endpoints.DRS,
      AWS_ENDPOINT_URL_SFN: system.endpoints.SFN,
      DRS_CONCURRENT_JOBS: '7',
    });
    expect(environments[0]).not.toHaveProperty('AWS_ENDPOINT_URL_DYNAMODB');
  });

  it('leaves no port and nobody asleep when it is stopped [R12.5]', async () => {
    const { system, clock } = await aSystem();
    const urls = [system.apiUrl, ...Object.values(system.endpoints)];
    await system.stop();
    for (const url of urls) await expect(fetch(url)).rejects.toThrow();
    expect(clock.pendingSleeps).toBe(0);
  });
});
