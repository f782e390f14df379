import { DrsClient } from '@aws-sdk/client-drs';
import { DescribeInstanceStatusCommand, EC2Client } from '@aws-sdk/client-ec2';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { ManualClock } from '../../src/clock/manualClock.js';
import type { DrsEmulator } from '../../src/drs-emulator/drsEmulator.js';
import { startDrsEmulator, type RunningDrsEmulator } from '../../src/drs-emulator/startDrsEmulator.js';
import type { World } from '../../src/drs-emulator/world.js';
import { serverId, serverIds } from '../../src/plans/serverIds.js';

/** An emulator over HTTP on a clock that the test moves, and the SDK's own clients of it, which repeat nothing. */
export interface Emulated {
  readonly clock: ManualClock;
  readonly emulator: DrsEmulator;
  readonly url: string;
  readonly drs: DrsClient;
  readonly ec2: EC2Client;
  readonly sts: STSClient;
  readonly sns: SNSClient;
}

const running: RunningDrsEmulator[] = [];

/** Clients of an emulator with these keys, in this Region. */
export function clientsOf(endpoint: string, accessKeyId: string = 'AKIAOWN', region: string = 'us-east-1'): Pick<Emulated, 'drs' | 'ec2' | 'sts' | 'sns'> {
  const settings = { endpoint, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: 'secret' } };
  return { drs: new DrsClient(settings), ec2: new EC2Client(settings), sts: new STSClient(settings), sns: new SNSClient(settings) };
}

/** Without a spread, so that phases end at round times: PENDING 100 s, IN_PROGRESS from 200 s on, LAUNCHED at 300 s, launch actions 50 s. */
export const roundProfile = { JobPending: 100, JobStarted: 100, Launching: 100, LaunchActions: 50, SpreadPercent: 0 };

/** A world with so many servers on `roundProfile`. */
export function worldOf(servers: number, more: World = {}): World {
  return { Profile: roundProfile, Servers: Array.from({ length: servers }, (_, index) => ({ SourceServerId: serverId(index + 1) })), ...more };
}

/** Starts an emulator. */
export async function emulated(world: World): Promise<Emulated> {
  const clock = new ManualClock(1_700_000_000_000);
  const started = await startDrsEmulator({ world, clock });
  running.push(started);
  return { clock, emulator: started.emulator, url: started.url, ...clientsOf(started.url) };
}

/** An emulator whose first two servers a drill has just launched. */
export async function launched(world: World = worldOf(2)): Promise<Emulated & { readonly ids: readonly string[]; readonly jobId: string }> {
  const run = await emulated(world);
  const job = run.emulator.startLaunch(serverIds(2), true, {});
  await run.clock.advance(300_000);
  return { ...run, ids: job.servers.map((server) => server.instanceId), jobId: job.id };
}

/** An instance's state by EC2. */
export async function ec2State({ ec2 }: Pick<Emulated, 'ec2'>, id: string): Promise<string | undefined> {
  const { InstanceStatuses } = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: true }));
  return InstanceStatuses?.[0]?.InstanceState?.Name;
}

/** Ends what `emulated` started. */
export async function endEmulated(): Promise<void> {
  for (const emulator of running.splice(0)) await emulator.close();
}

/** How a call was refused: the error's name and its HTTP status; undefined where it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<{ readonly name: string; readonly status: number | undefined; readonly message: string } | undefined> {
  return call.then(
    () => undefined,
    (error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) => ({ name: error.name, status: error.$metadata?.httpStatusCode, message: error.message }),
  );
}

/** Moves the clock from one sleeper to the next until a piece of work is done; between them, what is in flight arrives. */
export async function whileTimePasses<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let done = false;
  const settled = work.finally(() => (done = true));
  settled.catch(() => undefined);
  while (!done) {
    await clock.settle();
    const [due] = clock.dues;
    if (due !== undefined && !done) await clock.advance(due - clock.now());
  }
  return settled;
}
