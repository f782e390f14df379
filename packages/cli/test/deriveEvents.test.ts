import { describe, expect, it } from 'vitest';
import { deriveEvents, dependencyOrder, startEvent } from '../src/follow/deriveEvents.js';
import { aServer, aView, aWave } from './support/views.js';

describe('events between two looks', () => {
  it('are none where nothing changed', () => {
    const view = aView([aWave(1, [aServer('s-1')])]);
    expect(deriveEvents(view, view)).toEqual([]);
  });

  it('tell a wave that began and ended in between: start, job, servers, end, in this order', () => {
    const before = aView([aWave(1, [aServer('s-1')])]);
    const launched = aServer('s-1', { Status: 'LAUNCHED', RecoveryJobId: 'drsjob-1', InstanceId: 'i-1', HealthStatus: 'PASSED' });
    const after = aView([aWave(1, [launched], { Status: 'COMPLETED', StartTime: 1010, EndTime: 1130 })]);
    const events = deriveEvents(before, after);
    expect(events.map((event) => event.Type)).toEqual(['WaveStarted', 'JobStarted', 'ServerStatusChanged', 'ServerHealthChanged', 'WaveEnded']);
    expect(events.at(-1)).toEqual({ Type: 'WaveEnded', WaveNumber: 1, WaveName: 'Tier 1', Status: 'COMPLETED', DurationSeconds: 120, LaunchedCount: 1, ServerCount: 1 });
    expect(events[2]).toMatchObject({ From: 'NOT_STARTED', Status: 'LAUNCHED', RecoveryJobId: 'drsjob-1', InstanceId: 'i-1' });
  });

  it('of a retry tell what earlier executions recovered of a wave, though nothing of it is left', () => {
    const RecoveredEarlier = [{ SourceServerId: 's-1', ExecutionId: 'e-0' }];
    const before = aView([aWave(1, [], { RecoveredEarlier })]);
    const after = aView([aWave(1, [], { RecoveredEarlier, Status: 'COMPLETED', StartTime: 1010, EndTime: 1010 })]);
    expect(deriveEvents(before, after)).toEqual([
      { Type: 'WaveStarted', WaveNumber: 1, WaveName: 'Tier 1', ServerIds: [], RecoveredEarlier },
      { Type: 'WaveEnded', WaveNumber: 1, WaveName: 'Tier 1', Status: 'COMPLETED', DurationSeconds: 0, LaunchedCount: 0, ServerCount: 0, RecoveredEarlierCount: 1 },
    ]);
  });

  it('say why a wave was skipped: the nearest wave that did not let it start', () => {
    const before = aView([aWave(1, []), aWave(2, [], { DependsOn: [1] }), aWave(3, [], { DependsOn: [2] })]);
    const after = aView([
      aWave(1, [], { Status: 'FAILED' }),
      aWave(2, [], { DependsOn: [1], Status: 'SKIPPED' }),
      aWave(3, [], { DependsOn: [2], Status: 'SKIPPED' }),
    ]);
    const reasons = deriveEvents(before, after).flatMap((event) => (event.Type === 'WaveEnded' ? [event.Because] : []));
    expect(reasons).toEqual([undefined, 'wave 1 (Tier 1) is FAILED', 'wave 2 (Tier 2) is SKIPPED']);
  });

  it('tell a job with its servers once, whatever becomes of them later', () => {
    const server = (id: string, job?: string) => aServer(id, job === undefined ? {} : { Status: 'LAUNCHING', RecoveryJobId: job });
    const none = aView([aWave(1, [server('s-1'), server('s-2'), server('s-3')])]);
    const first = aView([aWave(1, [server('s-1', 'drsjob-1'), server('s-2', 'drsjob-1'), server('s-3')])]);
    const second = aView([aWave(1, [server('s-1', 'drsjob-1'), server('s-2', 'drsjob-1'), server('s-3', 'drsjob-2')])]);
    const jobs = (from: typeof none, to: typeof none) => deriveEvents(from, to).flatMap((event) => (event.Type === 'JobStarted' ? [[event.RecoveryJobId, event.ServerIds]] : []));
    expect(jobs(none, first)).toEqual([['drsjob-1', ['s-1', 's-2']]]);
    expect(jobs(first, second)).toEqual([['drsjob-2', ['s-3']]]);
  });

  it('tell an approval asked for and answered', () => {
    const pending = aWave(1, []);
    const asked = aWave(1, [], { Status: 'AWAITING_APPROVAL', Approval: { RequestedAt: 1000, ExpiresAt: 1300 } });
    const answered = aWave(1, [], { Status: 'AWAITING_APPROVAL', Approval: { RequestedAt: 1000, ExpiresAt: 1300, Decision: 'REJECTED', By: 'arn:aws:iam::1:user/ann', Reason: 'no' } });
    expect(deriveEvents(aView([pending]), aView([asked]))).toMatchObject([{ Type: 'WaveAwaitingApproval', ExpiresAt: 1300 }]);
    expect(deriveEvents(aView([asked]), aView([answered]))).toMatchObject([{ Type: 'WaveApprovalAnswered', Decision: 'REJECTED', By: 'arn:aws:iam::1:user/ann', Reason: 'no' }]);
  });

  it('tell the end, then its clean-up', () => {
    const before = aView([]);
    const after = aView([], { Status: 'COMPLETED', EndTime: 1600, CleanUp: { Status: 'COMPLETED', Run: 0, StartedAt: 1600, EndedAt: 1630, TerminatedCount: 2, Remaining: [] } });
    expect(deriveEvents(before, after)).toEqual([
      { Type: 'ExecutionEnded', Status: 'COMPLETED', DurationSeconds: 600, Errors: [] },
      { Type: 'CleanUpStarted' },
      { Type: 'CleanUpEnded', Status: 'COMPLETED', TerminatedCount: 2, Remaining: [] },
    ]);
  });

  it('begin with the plan: its waves, what each waits for, its servers', () => {
    const view = aView([aWave(1, [aServer('s-1')]), aWave(2, [aServer('s-2')], { DependsOn: [1] })]);
    expect(startEvent(view)).toMatchObject({ Type: 'ExecutionStarted', Waves: [{ WaveNumber: 1, ServerIds: ['s-1'] }, { WaveNumber: 2, DependsOn: [1] }] });
  });
});

describe('waves in dependency order', () => {
  it('come after what they wait for, whatever their numbers', () => {
    const order = dependencyOrder([aWave(1, [], { DependsOn: [3] }), aWave(2, []), aWave(3, [], { DependsOn: [2] })]);
    expect(order.map((wave) => wave.WaveNumber)).toEqual([2, 3, 1]);
  });
});
