import { describe, expect, it } from 'vitest';
import { awaitedLaunch, drainAnswer, waveAnswer } from '../../src/waiting/answers.js';
import { aHeader, aWave, serverId, serverIn, serversIn, start } from '../records.js';

const parent = aWave({ WaveStatus: 'COMPLETED', EndTime: start, WaitTimeSeconds: 0 });

describe('what the record answers to those who wait', () => {
  it('for dependencies: START when all let it, SKIP when it is SKIPPED, else nothing yet', () => {
    const child = aWave({ WaveNumber: 2, DependsOn: [1] });
    const answer = (wave = child, first = parent): ReturnType<typeof waveAnswer> => waveAnswer(wave, 'DEPENDENCIES', { header: aHeader(), waves: [first, wave] }, start + 1);
    expect(answer()).toEqual({ Answer: 'START' });
    expect(answer({ ...child, WaveStatus: 'SKIPPED' })).toEqual({ Answer: 'SKIP' });
    expect(answer(child, aWave({ WaveStatus: 'LAUNCHING' }))).toBeUndefined();
    expect(answer(child, { ...parent, WaitTimeSeconds: 60 })).toBeUndefined();
  });

  it('for an approval: the decision', () => {
    const asked = { RequestedAt: start, ExpiresAt: start + 60 };
    const answer = (wave: Partial<ReturnType<typeof aWave>>): ReturnType<typeof waveAnswer> => waveAnswer(aWave(wave), 'APPROVAL', { header: aHeader(), waves: [] }, start);
    expect(answer({})).toBeUndefined();
    expect(answer({ Approval: asked })).toBeUndefined();
    expect(answer({ Approval: { ...asked, Decision: 'APPROVED' } })).toEqual({ Answer: 'APPROVED' });
    expect(answer({ Approval: { ...asked, Decision: 'REJECTED' } })).toEqual({ Answer: 'REJECTED' });
  });

  it('for a wave\'s launches: SETTLED once all have', () => {
    const answer = (wave: ReturnType<typeof aWave>): ReturnType<typeof waveAnswer> => waveAnswer(wave, awaitedLaunch(undefined), { header: aHeader(), waves: [wave] }, start);
    expect(answer(aWave({ Servers: serversIn('LAUNCHED', 'FAILED', 'WARNING') }))).toEqual({ Answer: 'SETTLED' });
    expect(answer(aWave({ Servers: serversIn('LAUNCHED', 'STARTED') }))).toBeUndefined();
    expect(answer(aWave({ Servers: serversIn('LAUNCHED', 'NOT_STARTED') }))).toBeUndefined();
  });

  it('for one server of a sequential wave: SETTLED once that one has, by its place in ExecutionOrder [R1.5]', () => {
    const wave = aWave({ Servers: serversIn('NOT_STARTED', 'LAUNCHED'), ExecutionOrder: [2, 1] });
    const answer = (position: number): ReturnType<typeof waveAnswer> => waveAnswer(wave, awaitedLaunch(position), { header: aHeader(), waves: [wave] }, start);
    expect(awaitedLaunch(2)).toBe('LAUNCH#2');
    expect(answer(1)).toEqual({ Answer: 'SETTLED' });
    expect(answer(2)).toBeUndefined();
  });

  it('for a recovery: not before the launch actions are through [T1.4.4]', () => {
    const wave = aWave({ Servers: [serverIn('LAUNCHED', { PostLaunchActionsStatus: 'IN_PROGRESS' })] });
    const answer = (ExecutionType: 'DRILL' | 'RECOVERY'): ReturnType<typeof waveAnswer> => waveAnswer(wave, 'LAUNCH', { header: aHeader({ ExecutionType }), waves: [wave] }, start);
    expect(answer('RECOVERY')).toBeUndefined();
    expect(answer('DRILL')).toEqual({ Answer: 'SETTLED' });
  });

  it('for the drain: DRAINED once nothing is in the air', () => {
    expect(drainAnswer({ header: aHeader(), waves: [parent] }, start)).toEqual({ Answer: 'DRAINED' });
    expect(drainAnswer({ header: aHeader(), waves: [aWave({ ...parent, Servers: [serverIn('STARTED', { SourceServerId: serverId(3) })] })] }, start)).toBeUndefined();
  });
});
