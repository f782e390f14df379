import { aPlan, defaultWorld, serverIds, wallPacer } from '@drs-orchestration/testkit';
import { mean } from '../distribution.js';
import { withSystem, type MeasuredSystem } from '../system/measuredSystem.js';

/** What one poll took. */
export interface OnePoll {
  readonly drsCalls: number;
  /** Requests to DynamoDB. */
  readonly otherCalls: number;
  readonly writes: number;
  /** Of the items that were written, as they are afterwards. */
  readonly bytesWritten: number;
  /** By the wall, without any network; milliseconds. */
  readonly milliseconds: number;
}

/** Polls of an execution of so many servers in so many waves, all of which are being launched at the same time. */
export interface Polls {
  readonly servers: number;
  readonly waves: number;
  readonly unchanged: OnePoll;
  /** Every server had changed. */
  readonly changed: OnePoll;
}

/** Every server of an execution changes at these moments alone: seconds after the launch. */
const profile = { JobPending: 400, JobStarted: 400, Launching: 400, LaunchActions: 1, SpreadPercent: 0 } as const;
/** Of polls in which nothing changed, so many are timed. */
const timed = 20;

/** Polls an execution while nothing changes, and once after all has. */
export function pollsOf(servers: number, waves: number): Promise<Polls> {
  const ids = serverIds(servers);
  const plan = Array.from({ length: waves }, (_, wave) => ids.filter((_id, index) => index % waves === wave))
    .reduce((built, ServerIds) => built.withWave({ ServerIds, Dependencies: [] }), aPlan({ PlanId: 'polled', WaveOrdering: 'DEPENDENCIES' }))
    .build();
  // Slots for all waves at once, and the five that a drill leaves free.
  const world = { ...defaultWorld(ids), Profile: profile, Quotas: { ConcurrentJobs: waves + 5, ServersInJobs: servers } };
  return withSystem(world, [plan], async (system) => {
    const executionId = await system.start(plan.PlanId);
    // Past the launch's own polls, where the finder sleeps: it sweeps until 50 s of each minute.
    await untilSecond(system, 4 * 60 + 52);
    await poll(system, executionId);
    const unchanged: OnePoll[] = [];
    for (let count = 0; count < timed; count += 1) unchanged.push(await poll(system, executionId));
    // Jobs STARTED at 400 s and the servers IN_PROGRESS at 800 s: a poll long after sees every server changed.
    system.schedule.stop();
    await untilSecond(system, 15 * 60);
    const changed = await poll(system, executionId);
    const [first] = unchanged;
    if (first === undefined) throw new Error('nothing was polled');
    return { servers, waves, unchanged: { ...first, milliseconds: mean(unchanged.map(({ milliseconds }) => milliseconds)) }, changed };
  });
}

async function untilSecond({ clock, emulator }: MeasuredSystem, second: number): Promise<void> {
  await clock.sleep(emulator.startedAt + second * 1000 - clock.now());
}

async function poll({ items, stores: { poller: store }, emulator, invoke }: MeasuredSystem, executionId: string): Promise<OnePoll> {
  const header = await items.get('executions', { ExecutionId: executionId, Item: 'EXECUTION' });
  const [before, callsBefore, begun] = [{ ...store }, emulator.calls.length, wallPacer.now()];
  const answer = (await invoke('poller', { ExecutionId: executionId, NextPollTime: header?.['NextPollTime'] })) as { readonly Outcome: string };
  const milliseconds = wallPacer.now() - begun;
  if (answer.Outcome !== 'POLLED') throw new Error(`the poll was not made: ${answer.Outcome}`);
  return {
    drsCalls: emulator.calls.length - callsBefore,
    otherCalls: store.reads + store.writes - before.reads - before.writes,
    writes: store.writes - before.writes,
    bytesWritten: store.bytesWritten - before.bytesWritten,
    milliseconds,
  };
}
