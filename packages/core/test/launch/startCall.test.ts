import { describe, expect, it } from 'vitest';
import { untilDeadline } from '../../src/launch/callDeadline.js';
import { findJobsOfCalls } from '../../src/launch/callSearch.js';
import { replicationRefusal } from '../../src/launch/replication.js';
import { isLive } from '../../src/launch/liveInstances.js';
import { startCall } from '../../src/launch/startCall.js';
import { ServiceError, type FailureKind } from '../../src/errors.js';
import type { Drs, DrsJob, DrsLaunchRequest } from '../../src/ports/drs.js';
import { ManualClock } from '../manualClock.js';
import { aCall, aHeader, aJob, aWave, serverId, start } from '../records.js';

function drsThat(startRecovery: (request: DrsLaunchRequest, signal: AbortSignal) => Promise<DrsJob>): Drs {
  return { startRecovery } as unknown as Drs;
}
const refusedAs = (kind: FailureKind): ServiceError => new ServiceError({ service: 'DRS', operation: 'StartRecovery', kind, message: `refused: ${kind}` });

describe('one launch call', () => {
  it('names its servers, its snapshot, whether it is a drill, and whose it is [R2.1] [R2.2] [P6]', async () => {
    const asked: DrsLaunchRequest[] = [];
    const drs = drsThat(async (request) => {
      asked.push(request);
      return aJob({ jobId: 'drsjob-7' });
    });
    const clock = new ManualClock(start * 1000);
    const outcome = await startCall({ drs, clock }, aHeader(), aWave({ WaveNumber: 3, RecoverySnapshotId: 'pit-1' }), 'c1', aCall({ Servers: [serverId(1), serverId(2)] }));
    expect(outcome).toEqual({ kind: 'JOB', jobId: 'drsjob-7' });
    expect(asked).toEqual([
      {
        servers: [{ sourceServerId: serverId(1), recoverySnapshotId: 'pit-1' }, { sourceServerId: serverId(2), recoverySnapshotId: 'pit-1' }],
        isDrill: true,
        tags: { 'drs-orchestration:execution-id': 'e-1', 'drs-orchestration:wave': '3', 'drs-orchestration:call': 'c1' },
      },
    ]);
    await startCall({ drs, clock }, aHeader({ ExecutionType: 'RECOVERY' }), aWave(), 'c2', aCall());
    expect(asked[1]?.isDrill).toBe(false);
    expect(clock.sleeping).toEqual([]);
  });

  it.each(['CONFLICT', 'QUOTA', 'INVALID', 'NOT_FOUND', 'DENIED', 'UNINITIALIZED', 'THROTTLED', 'UNREACHABLE'] as const)('refused as %s, made no job', async (kind) => {
    const drs = drsThat(() => Promise.reject(refusedAs(kind)));
    expect(await startCall({ drs, clock: new ManualClock(start * 1000) }, aHeader(), aWave(), 'c1', aCall())).toMatchObject({ kind: 'REFUSED' });
  });

  it.each(['SERVER', 'NETWORK'] as const)('failed as %s, may have made one', async (kind) => {
    const drs = drsThat(() => Promise.reject(refusedAs(kind)));
    expect(await startCall({ drs, clock: new ManualClock(start * 1000) }, aHeader(), aWave(), 'c1', aCall())).toMatchObject({ kind: 'UNKNOWN' });
  });

  it('failed in a way nobody expects, may have made one', async () => {
    const drs = drsThat(() => Promise.reject(new TypeError('odd')));
    expect(await startCall({ drs, clock: new ManualClock(start * 1000) }, aHeader(), aWave(), 'c1', aCall())).toMatchObject({ kind: 'UNKNOWN' });
  });

  it('is aborted at its deadline, by our clock', async () => {
    const clock = new ManualClock(start * 1000);
    const drs = drsThat((_request, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))));
    const calling = startCall({ drs, clock }, aHeader(), aWave(), 'c1', aCall());
    expect(clock.sleeping).toEqual([30_000]);
    clock.advance(30_000);
    expect(await calling).toMatchObject({ kind: 'UNKNOWN' });
  });

  it('past its deadline is handed an aborted signal, so that it is never sent', async () => {
    const clock = new ManualClock((start + 31) * 1000);
    const aborted = await untilDeadline(clock, (start + 30) * 1000, (signal) => Promise.resolve(signal.aborted));
    expect(aborted).toBe(true);
    expect(clock.sleeping).toEqual([]);
  });
});

describe('the search for the jobs of calls', () => {
  const tags = (execution: string, call: string): Record<string, string> => ({ 'drs-orchestration:execution-id': execution, 'drs-orchestration:call': call });

  function drsWith(...pages: readonly DrsJob[][]): { drs: Drs; asked: number[]; read: () => number } {
    const asked: number[] = [];
    let read = 0;
    async function* listJobs(since: number): AsyncIterable<readonly DrsJob[]> {
      asked.push(since);
      for (const page of pages) {
        read += 1;
        yield page;
      }
    }
    return { drs: { listJobs } as unknown as Drs, asked, read: () => read };
  }

  it('begins 10 minutes before the first call, for clocks differ', async () => {
    const { drs, asked } = drsWith();
    await findJobsOfCalls(drs, 'e-1', [['c1', aCall({ At: start + 50 })], ['c2', aCall()]]);
    expect(asked).toEqual([(start - 600) * 1000]);
  });

  it('goes on to the page that has it, and no further', async () => {
    const { drs, read } = drsWith([aJob({ jobId: 'x' })], [aJob({ jobId: 'ours', tags: tags('e-1', 'c1') })], [aJob({ jobId: 'y' })]);
    expect([...(await findJobsOfCalls(drs, 'e-1', [['c1', aCall()]]))].map(([id, job]) => [id, job.jobId])).toEqual([['c1', 'ours']]);
    expect(read()).toBe(2);
  });

  it('never takes a stranger\'s job for ours: no tag, another execution\'s, another call\'s', async () => {
    const { drs } = drsWith([
      aJob({ jobId: 'untagged' }),
      aJob({ jobId: 'other-execution', tags: tags('e-2', 'c1') }),
      aJob({ jobId: 'other-call', tags: tags('e-1', 'c9') }),
      aJob({ jobId: 'half-tagged', tags: { 'drs-orchestration:call': 'c1' } }),
    ]);
    expect((await findJobsOfCalls(drs, 'e-1', [['c1', aCall()]])).size).toBe(0);
  });

  it('does not ask DRS about nothing', async () => {
    const { drs, asked } = drsWith();
    expect((await findJobsOfCalls(drs, 'e-1', [])).size).toBe(0);
    expect(asked).toEqual([]);
  });
});

describe('what may be launched', () => {
  const states = ['STOPPED', 'INITIATING', 'INITIAL_SYNC', 'BACKLOG', 'CREATING_SNAPSHOT', 'CONTINUOUS', 'PAUSED', 'RESCAN', 'STALLED', 'DISCONNECTED', undefined];
  const launchable = (type: 'DRILL' | 'RECOVERY'): (string | undefined)[] =>
    states.filter((state) => replicationRefusal({ sourceServerId: serverId(1), tags: {}, ...(state === undefined ? {} : { replicationState: state }) }, type) === undefined);

  it('in a drill is what replicates', () => {
    expect(launchable('DRILL')).toEqual(['BACKLOG', 'CREATING_SNAPSHOT', 'CONTINUOUS', 'RESCAN']);
  });
  it('in a recovery also what stopped replicating when its source died', () => {
    expect(launchable('RECOVERY')).toEqual(['BACKLOG', 'CREATING_SNAPSHOT', 'CONTINUOUS', 'PAUSED', 'RESCAN', 'STALLED', 'DISCONNECTED']);
  });
  it('a refusal names the server and its state [R2.5]', () => {
    expect(replicationRefusal({ sourceServerId: serverId(1), replicationState: 'STALLED', tags: {} }, 'DRILL')).toContain(serverId(1));
    expect(replicationRefusal({ sourceServerId: serverId(1), replicationState: 'STALLED', tags: {} }, 'DRILL')).toContain('STALLED');
  });
  it('an instance is live unless DRS says that it is gone', () => {
    const all = ['PENDING', 'RUNNING', 'STOPPING', 'STOPPED', 'SHUTTING-DOWN', 'TERMINATED', 'NOT_FOUND', undefined];
    expect(all.filter((state) => isLive(state === undefined ? {} : { ec2InstanceState: state }))).toEqual(['PENDING', 'RUNNING', 'STOPPING', 'STOPPED', 'SHUTTING-DOWN', undefined]);
  });
});
