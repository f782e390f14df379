import type { ExecutionView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { noPaint } from '../src/display/paint.js';
import { verdictLines } from '../src/display/verdict.js';
import { aServer, aView, aWave } from './support/views.js';

const verdict = (view: ExecutionView): string =>
  verdictLines({ view, wallMilliseconds: 12_340, messages: [{ TopicArn: 'arn:aws:sns:us-east-1:1:team', Subject: 'DRILL Shop: DONE' }], recordPath: 'r.json', logPath: 'l.jsonl' }, noPaint).join('\n');

const terminated = aServer('s-1', { Status: 'TERMINATED', InstanceId: 'i-1', TerminatedTime: 1700 });
const cleaned = { Status: 'COMPLETED', Run: 0, TerminatedCount: 1, Remaining: [] } as const;

describe('the verdict', () => {
  it('of a completed drill tells what was recovered, both times, the RTO, the clean-up, message and places', () => {
    const text = verdict(aView([aWave(1, [terminated], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1600 })], { Status: 'COMPLETED', EndTime: 1600, RtoTargetSeconds: 900, CleanUp: cleaned }));
    expect(text).toContain('✔ Drill COMPLETED: Shop');
    expect(text).toContain('1 of 1 server recovered in 1 wave: 10 min of DRS time, 12.3 s by the wall');
    expect(text).toContain('RTO target 15 min: met');
    expect(text).toContain('Cleaned up: 1 instance terminated, none left');
    expect(text).toContain('Message to team: DRILL Shop: DONE');
    expect(text).toContain('Record: r.json');
    expect(text).toContain('Logs of the functions: l.jsonl');
  });

  it('says by how much a completed run missed its RTO', () => {
    expect(verdict(aView([aWave(1, [terminated], { Status: 'COMPLETED' })], { Status: 'COMPLETED', EndTime: 1600, RtoTargetSeconds: 300 }))).toContain('RTO target 5 min: missed by 5 min');
  });

  it('of a retry counts its own part alone: the waves it launched, the servers left out and by whom they were recovered, an RTO of that part', () => {
    const RecoveredEarlier = [{ SourceServerId: 's-8', ExecutionId: 'e-0' }, { SourceServerId: 's-9', ExecutionId: 'e-0' }];
    const waves = [aWave(1, [], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1000, RecoveredEarlier }), aWave(2, [terminated], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1600 })];
    const of = (RtoTargetSeconds: number): string => verdict(aView(waves, { Status: 'COMPLETED', EndTime: 1600, RetryOf: 'e-0', RtoTargetSeconds, CleanUp: cleaned }));
    const text = of(900);
    expect(text).toContain('1 of 1 server recovered in 1 wave: 10 min');
    expect(text).toContain('Not launched again: 2 servers recovered earlier by execution e-0');
    expect(text).toContain('RTO target 15 min: met, by what this execution recovered alone: the time of earlier ones is not counted');
    expect(text).toMatch(/1 Tier 1 {2}COMPLETED 2 servers recovered earlier\n/);
    expect(text).not.toContain('0/0');
    expect(of(300)).toContain('RTO target 5 min: missed by 5 min, by what this execution recovered alone');
  });

  it('of a failed server gives DRS\'s own words and its job, and what was skipped for it [R9.5]', () => {
    const failed = aServer('s-2', { Status: 'FAILED', HostName: 'app-1', Error: 'Insufficient capacity', RecoveryJobId: 'drsjob-9' });
    const text = verdict(
      aView([aWave(1, [terminated, failed], { Status: 'PARTIAL', StartTime: 1000, EndTime: 1600 }), aWave(2, [aServer('s-3', { Status: 'SKIPPED' })], { Status: 'SKIPPED', DependsOn: [1] })], {
        Status: 'PARTIAL',
        EndTime: 1600,
        CleanUp: cleaned,
        Errors: [{ Code: 'ServerFailed', Message: 'Insufficient capacity', At: 1500, WaveNumber: 1, SourceServerId: 's-2', RecoveryJobId: 'drsjob-9' }],
      }),
    );
    expect(text).toContain('✘ Drill PARTIAL: Shop');
    expect(text).toContain('! app-1 (s-2): Insufficient capacity [drsjob-9]');
    expect(text).toMatch(/2 Tier 2 {2}SKIPPED .*\(wave 1 \(Tier 1\) is PARTIAL\)/);
    expect(text).toMatch(/Next: see to the servers named above/);
  });

  it('of very many errors shows twenty, and how many more the record has, and how many not even that', () => {
    const Errors = Array.from({ length: 50 }, (_, index) => ({ Code: 'ServerUnknown', Message: `DRS does not know server s-${index}.`, At: 1000, SourceServerId: `s-${index}` }));
    const of = (more: readonly { readonly Code: string; readonly Message: string; readonly At: number }[]): readonly string[] => verdict(aView([], { Status: 'FAILED', EndTime: 1000, Errors: [...Errors, ...more] })).split('\n').filter((line) => line.includes('…'));
    expect(of([])).toEqual(['  … and 30 more; the record has them all']);
    expect(of([{ Code: 'MoreProblems', Message: '2950 more problems of the same kinds.', At: 1000 }])).toEqual(['  … and 30 more; the record has them', '  … and beyond the record 2950 more problems of the same kinds.']);
  });

  it('sends nobody to servers that it does not name', () => {
    const text = verdict(aView([aWave(1, [aServer('s-1', { Status: 'SKIPPED' })], { Status: 'SKIPPED' })], { Status: 'FAILED', EndTime: 1000, Errors: [{ Code: 'ExecutionFailed', Message: 'DRS is not initialised.', At: 1000 }] }));
    expect(text).toContain('Next: see to what is said above, then run again');
  });

  it('names what a clean-up left, and what a recovery keeps', () => {
    const running = aServer('s-1', { Status: 'LAUNCHED', InstanceId: 'i-1' });
    const left = verdict(aView([aWave(1, [running])], { Status: 'COMPLETED', EndTime: 1600, CleanUp: { Status: 'FAILED', Run: 3, TerminatedCount: 0, Remaining: ['i-1'], Error: 'Not in 20 minutes.' } }));
    expect(left).toContain('Not cleaned up: Not in 20 minutes. Left running: i-1');
    const kept = verdict(aView([aWave(1, [running])], { ExecutionType: 'RECOVERY', Status: 'COMPLETED', EndTime: 1600, CleanUp: { Status: 'NOT_NEEDED', Run: 0, TerminatedCount: 0, Remaining: [] } }));
    expect(kept).toContain('✔ Recovery COMPLETED');
    expect(kept).toContain('Left running, since a recovery keeps what it launched: i-1');
  });

  it('says once why a wave was not approved, and who cancelled a run', () => {
    const message = 'Wave 1 (Tier 1) was rejected by ann: not today';
    const rejected = verdict(
      aView([aWave(1, [], { Status: 'CANCELLED', Approval: { RequestedAt: 1000, ExpiresAt: 2000, Decision: 'REJECTED', By: 'ann' } })], {
        Status: 'CANCELLED',
        EndTime: 1100,
        Errors: [{ Code: 'ApprovalRejected', Message: message, At: 1100, WaveNumber: 1 }],
      }),
    );
    expect(rejected.split(message)).toHaveLength(2);
    expect(verdict(aView([], { Status: 'CANCELLED', EndTime: 1100, Cancel: { By: 'arn:aws:iam::1:user/ann', At: 1050, Reason: 'interrupted' } }))).toContain('Cancelled by ann: interrupted');
  });

  it('tells a plan by tags what a local run knows of them', () => {
    const errors = [{ Code: 'NoServerMatches', Message: 'Protection group pg: no source server carries all of its tags (Tier=web).', At: 1000, WaveNumber: 1 }];
    expect(verdict(aView([aWave(1, [], { Status: 'SKIPPED' })], { Status: 'FAILED', EndTime: 1000, Errors: errors }))).toContain('Next: a local run knows only the servers that the plan lists');
  });
});
