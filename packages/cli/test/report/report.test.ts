import type { ExecutionView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { report, reportHtml, reportMarkdown } from '../../src/report/index.js';
import { aServer, aView, aWave } from '../support/views.js';
import { completedWave, diamond, launched, start } from './recordedRuns.js';

const made = start + 9000;

describe('the verdict of a report', () => {
  it('of a completed drill tells how many came up, in what time, and how the RTO target fared', () => {
    const { Verdict: verdict, Rto: rto, Finality: finality } = report(diamond(), made);
    expect(verdict).toEqual({ Status: 'COMPLETED', Standing: 'GOOD', Sentence: 'All 4 servers were recovered in 4 waves and 17 min 21 s. The RTO target of 1 h 00 min was met with 42 min 39 s to spare.' });
    expect(rto).toEqual({ TargetSeconds: 3600, ActualSeconds: 1041, State: 'MET' });
    expect(finality).toEqual({ Final: true, StillOpen: [] });
  });

  it('calls a missed RTO doubtful though all came up, and never calls a target met where not all did', () => {
    expect(report(diamond({ RtoTargetSeconds: 1000 }), made)).toMatchObject({ Verdict: { Standing: 'DOUBTFUL' }, Rto: { State: 'MISSED' } });
    expect(report(diamond({ Status: 'PARTIAL' }), made)).toMatchObject({ Verdict: { Standing: 'DOUBTFUL' }, Rto: { State: 'NOT_RECOVERED' } });
  });

  it('of an execution that failed in preparation says that nothing was launched', () => {
    const view = aView([aWave(1, [aServer('s-1')], { Status: 'PENDING' })], { Status: 'FAILED', StartTime: start, EndTime: start, Errors: [{ Code: 'ServerUnknown', Message: 'DRS does not know server s-1.', At: start, WaveNumber: 1 }] });
    expect(report(view, made)).toMatchObject({ Verdict: { Standing: 'BAD', Sentence: 'Nothing was launched: the drill failed in preparation.' }, DurationSeconds: 0 });
  });

  it('says who cancelled, and that an approval was not given', () => {
    expect(report(diamond({ Status: 'CANCELLED', Cancel: { By: 'arn:aws:iam::1:user/ann', At: start + 9 } }), made).Verdict.Sentence).toContain('It was cancelled by ann: 4 of 4 servers were recovered');
    expect(report(diamond({ Status: 'CANCELLED' }), made).Verdict.Sentence).toContain('It was not approved');
  });

  it.each<readonly [string, Partial<ExecutionView>, string]>([
    ['it runs', { Status: 'POLLING' }, 'The drill has not ended: it is POLLING.'],
    ['its clean-up runs', { CleanUp: { Status: 'IN_PROGRESS', Run: 0, TerminatedCount: 1, Remaining: [] } }, 'Its clean-up is not over: it is IN_PROGRESS.'],
    ['its message is not sent', { NotificationStatus: 'PENDING' }, 'The message about its end has not been sent yet.'],
  ])('is not final while %s', (_what, fields, sentence) => {
    expect(report(diamond(fields), made).Finality).toEqual({ Final: false, StillOpen: [sentence] });
  });
});

describe('the delays of a report', () => {
  it('are from the end that DRS tells until this system saw it, by server, by wave and in all', () => {
    const { DetectionDelay: delay, Waves: waves } = report(diamond(), made);
    expect(delay).toEqual({ Count: 4, Median: 12, Longest: 40 });
    expect(waves.map((wave) => wave.DetectionDelay?.Longest)).toEqual([12, 12, 40, 12]);
    expect(waves[0]?.Jobs[0]?.EndSeenAfterSeconds).toBe(12 + 5);
  });

  it('are never below zero, where DRS\'s clock is ahead of ours', () => {
    const wave = completedWave(1, start, [launched('s-1', start, -20)]);
    expect(report(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: start + 300 }), made).DetectionDelay).toEqual({ Count: 1, Median: 0, Longest: 0 });
  });

  it('are not told where the log has no end of the launch', () => {
    const server = launched('s-1', start);
    const wave = completedWave(1, start, [{ ...server, DrsPhases: server.DrsPhases!.map(({ Phase, StartTime }) => ({ Phase, StartTime })) }]);
    const made_ = report(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: wave.EndTime! }), made);
    expect(made_.DetectionDelay).toBeUndefined();
    expect(made_.Waves[0]?.Servers[0]?.Spans.at(-2)).toMatchObject({ Kind: 'LAUNCH', To: server.LaunchedTime });
  });
});

describe('what else a report tells', () => {
  it('of approvals: who, when, why and how long they were waited for; unanswered, that they were not', () => {
    const asked = { RequestedAt: start, ExpiresAt: start + 900 };
    const approved = completedWave(1, start + 60, [launched('s-1', start + 60)], { Approval: { ...asked, Decision: 'APPROVED', By: 'ann', Reason: 'go', At: start + 60 } });
    const silent = aWave(2, [aServer('s-2')], { Status: 'CANCELLED', EndTime: start + 900, Approval: asked });
    const waiting = aWave(3, [aServer('s-3')], { Status: 'AWAITING_APPROVAL', Approval: { ...asked, ExpiresAt: start + 90_000 } });
    expect(report(aView([approved, silent, waiting], { StartTime: start }), start + 1000).Approvals).toEqual([
      { WaveNumber: 1, WaveName: 'Tier 1', ...asked, Outcome: 'APPROVED', By: 'ann', Reason: 'go', At: start + 60, WaitedSeconds: 60 },
      { WaveNumber: 2, WaveName: 'Tier 2', ...asked, Outcome: 'UNANSWERED', WaitedSeconds: 900 },
      { WaveNumber: 3, WaveName: 'Tier 3', RequestedAt: start, ExpiresAt: start + 90_000, Outcome: 'WAITING', WaitedSeconds: 1000 },
    ]);
  });

  it('of instances: how many were launched, are gone, or are left, and why', () => {
    const terminated = launched('s-1', start, 12, { Status: 'TERMINATED', TerminatedTime: start + 999 });
    const left = launched('s-2', start);
    const wave = completedWave(1, start, [terminated, left]);
    const of = (fields: Partial<ExecutionView>) => report(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: start + 400, ...fields }), made).Aftermath;
    expect(of({ CleanUp: { Status: 'FAILED', Run: 1, TerminatedCount: 1, Remaining: ['i-s-2'], Error: 'Not in 20 minutes.' } })).toMatchObject({ Instances: 2, Terminated: 1, Sentence: 'The clean-up could not terminate everything: 1 instance terminated, 1 left. Not in 20 minutes.' });
    expect(of({ ExecutionType: 'RECOVERY' }).Sentence).toBe('A recovery keeps what it launched: 1 instance left running.');
    expect(of({ TerminateAfterDrill: false }).Sentence).toContain('TerminateAfterDrill is false');
    expect(of({ NotificationStatus: 'FAILED' }).Notification).toBe('The message about the end could not be sent.');
  });

  it('of a retry: which execution it repeats and which servers were recovered earlier', () => {
    const wave = completedWave(1, start, [launched('s-1', start)], { RecoveredEarlier: [{ SourceServerId: 's-9', ExecutionId: 'e-1' }] });
    const made_ = report(aView([wave], { Status: 'COMPLETED', StartTime: start, EndTime: start + 400, RetryOf: 'e-1' }), made);
    expect(made_).toMatchObject({ RetryOf: 'e-1', Counts: { Total: 1, RecoveredEarlier: 1 } });
    expect(made_.Waves[0]?.RecoveredEarlier).toEqual([{ SourceServerId: 's-9', ExecutionId: 'e-1' }]);
  });

  it('of a retry says that the RTO is held against its own part alone', () => {
    const RecoveredEarlier = [{ SourceServerId: 's-9', ExecutionId: 'e-1' }];
    const waves = [aWave(1, [], { Status: 'COMPLETED', StartTime: start, EndTime: start, RecoveredEarlier }), completedWave(2, start, [launched('s-1', start)])];
    const made_ = report(aView(waves, { Status: 'COMPLETED', StartTime: start, EndTime: start + 400, RetryOf: 'e-1', RtoTargetSeconds: 900 }), made);
    expect(made_.Rto).toEqual({ TargetSeconds: 900, ActualSeconds: 400, State: 'MET', OfPart: true });
    expect(made_.Verdict.Sentence).toBe(
      'The one server that was left was recovered in 1 wave and 6 min 40 s. Not launched again: 1 server recovered earlier by execution e-1. ' +
      'The RTO target of 15 min was met with 8 min 20 s to spare, by what this execution recovered alone: the time of earlier ones is not counted.',
    );
    for (const document of [reportHtml(made_), reportMarkdown(made_)]) expect(document).toContain('by this retry’s part alone');
    for (const document of [reportHtml(report(diamond(), made)), reportMarkdown(report(diamond(), made))]) expect(document).not.toContain('part alone');
  });

  it('of a skipped wave: why, and no spans', () => {
    const failed = completedWave(1, start, [launched('s-1', start)], { Status: 'FAILED' });
    const skipped = aWave(2, [aServer('s-2', { Status: 'SKIPPED' })], { Status: 'SKIPPED', EndTime: start + 400, DependsOn: [1] });
    expect(report(aView([failed, skipped], { Status: 'FAILED', StartTime: start, EndTime: start + 400 }), made).Waves[1]).toMatchObject({ Because: 'wave 1 (Tier 1) is FAILED', Spans: [], OnCriticalPath: false });
  });

  it('leaves a clean-up that came days later out of the chart', () => {
    const later = (seconds: number) => report(diamond({ CleanUp: { Status: 'COMPLETED', Run: 1, StartedAt: start + seconds, EndedAt: start + seconds + 60, TerminatedCount: 4, Remaining: [] } }), made);
    expect(later(1100).Chart.To).toBe(start + 1160);
    expect(later(300_000).Chart.To).toBe(start + 1041);
    expect(later(300_000).Spans.filter((span) => span.Kind === 'CLEAN_UP')).toEqual([]);
  });

  it('bears records of versions that knew less', () => {
    const { SoftwareVersion: _software, Errors: _errors, ...older } = diamond();
    const waves = older.Waves.map(({ Jobs: _jobs, HealthCheck: _health, ...wave }) => ({ ...wave, Servers: wave.Servers.map(({ DrsPhases: _phases, TransitionHistory: _history, ...server }) => server) }));
    const made_ = report({ ...older, Waves: waves } as unknown as ExecutionView, made);
    expect(made_.SoftwareVersion).toBeUndefined();
    expect(made_.Waves.flatMap((wave) => wave.Servers.map((server) => [server.PhasesFrom, server.Spans[0]?.Kind]))).toEqual(Array.from({ length: 4 }, () => ['SEEN', 'SEEN_PENDING']));
  });
});
