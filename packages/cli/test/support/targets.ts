import { join } from 'node:path';
import { defaultScenario, memoryDatabase, startLocalSystem, SteppedClock, type LocalSystem, type World, type WorldServer } from '@drs-orchestration/testkit';
import { onTestFinished } from 'vitest';
import { announce } from '../../src/local/announcement.js';
import { startControlServer } from '../../src/local/controlServer.js';
import { drsctl } from '../../src/program.js';
import { sources } from './deployables.js';
import { fakeContext, type FakeContext } from './fakeTerminal.js';
import { aFolder } from './folder.js';
import { forwarded, startGateway, stubAwsEnvironment, testKeys, testRegion } from './gateway.js';

/** What a command said and how it ended. */
export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** stdout as one JSON document. */
  json<T>(): T;
}

/** A system that commands work with, and how they are told where it is. */
export interface TestTarget {
  readonly system: LocalSystem;
  readonly folder: string;
  /** The flags that lead to it. */
  readonly flags: readonly string[];
  /** Runs drsctl with these arguments and the target's flags. */
  run(...args: readonly string[]): Promise<Said>;
}

/** Runs drsctl without a terminal. */
export async function runDrsctl(args: readonly string[], environment: Readonly<Record<string, string>> = {}, context: FakeContext = fakeContext(environment)): Promise<Said> {
  const status = await drsctl(args, context);
  return { status, out: context.out(), err: context.err(), json: <T>() => JSON.parse(context.out()) as T };
}

/** Phases of seconds, so that a run needs few polls. */
const quickProfile = { JobPending: 60, JobStarted: 20, Launching: 60, LaunchActions: 40, SpreadPercent: 15 };

/** The whole system, its DRS as fast as the machine allows. */
async function fastSystem(world: World, servers: WorldServer[]): Promise<{ readonly system: LocalSystem; readonly clock: SteppedClock }> {
  const clock = new SteppedClock({ speed: 3000, startAt: Date.UTC(2026, 10, 21) });
  const system = await startLocalSystem({ ...sources, clock, world: { ...defaultScenario(), Profile: quickProfile, ...world, Servers: servers }, database: memoryDatabase(), caller: 'tester', log: () => undefined });
  onTestFinished(async () => {
    clock.stop();
    await system.stop();
  });
  clock.start();
  return { system, clock };
}

/** A local system that another process runs on a data folder. */
export async function localTarget(world: World = {}): Promise<TestTarget> {
  const servers = [...(world.Servers ?? [])];
  const { system, clock } = await fastSystem(world, servers);
  const folder = aFolder();
  const control = await startControlServer({ clock, speed: 3000, servers });
  const withdraw = announce(join(folder, 'system.json'), { ApiUrl: system.apiUrl, ControlUrl: control.url, Command: 'local up' });
  onTestFinished(async () => {
    withdraw();
    await control.close();
  });
  const flags = ['--local', '--data-dir', folder];
  return { system, folder, flags, run: (...args) => runDrsctl([...args, ...flags]) };
}

/** The same behind a gateway that refuses what is not signed rightly, as on AWS. */
export async function awsTarget(world: World = {}): Promise<TestTarget> {
  const { system } = await fastSystem(world, [...(world.Servers ?? [])]);
  stubAwsEnvironment(testKeys);
  const gateway = await startGateway((request) => forwarded(system.apiUrl, request));
  onTestFinished(() => gateway.close());
  const flags = ['--api-url', gateway.url, '--region', testRegion];
  return { system, folder: aFolder(), flags, run: (...args) => runDrsctl([...args, ...flags]) };
}
