import { describe, expect, it } from 'vitest';
import { inTheAir, isDrained } from '../../src/ending/drain.js';
import { aCall, aHeader, aWave, serverIn, start } from '../records.js';

const hour = 3600;
const done = aWave({ WaveStatus: 'COMPLETED', EndTime: start, Servers: [serverIn('LAUNCHED')], Calls: { c1: aCall({ JobId: 'drsjob-1', JobEndedAt: start }) } });
const outstanding = aWave({ WaveNumber: 2, WaveStatus: 'TIMEOUT', EndTime: start + 60, Servers: [serverIn('STARTED', { RecoveryJobId: 'drsjob-2', TimeoutDetected: true })], Calls: { c2: aCall({ JobId: 'drsjob-2' }) } });
const unresolved = aWave({ WaveNumber: 2, WaveStatus: 'FAILED', EndTime: start, Calls: { c2: aCall() } });

describe('what is in the air', () => {
  it('is every launch call of which nothing is known and every job that was not seen to end', () => {
    expect(inTheAir(aHeader(), [done])).toEqual({ jobIds: [], openCalls: [] });
    expect(inTheAir(aHeader(), [done, outstanding])).toEqual({ jobIds: ['drsjob-2'], openCalls: [] });
    expect(inTheAir(aHeader(), [done, unresolved])).toEqual({ jobIds: [], openCalls: ['c2'] });
  });

  it('is a job whose servers all launched but which goes on', () => {
    const acting = aWave({ WaveStatus: 'COMPLETED', Servers: [serverIn('LAUNCHED')], Calls: { c1: aCall({ JobId: 'drsjob-1' }) } });
    expect(inTheAir(aHeader(), [acting]).jobIds).toEqual(['drsjob-1']);
  });

  it('is a recovery\'s job while launch actions run, each job once', () => {
    const servers = [serverIn('LAUNCHED', { PostLaunchActionsStatus: 'IN_PROGRESS' }), serverIn('LAUNCHED', { PostLaunchActionsStatus: 'IN_PROGRESS' })];
    expect(inTheAir(aHeader({ ExecutionType: 'RECOVERY' }), [aWave({ Servers: servers })]).jobIds).toEqual(['drsjob-1']);
    expect(inTheAir(aHeader(), [aWave({ Servers: servers })]).jobIds).toEqual([]);
  });

  it('is no voided call', () => {
    expect(inTheAir(aHeader(), [aWave({ Calls: { c1: aCall({ VoidedAt: start }) } })])).toEqual({ jobIds: [], openCalls: [] });
  });
});

describe('no final status while anything is in the air', () => {
  it('drained when all waves are settled and nothing is in the air', () => {
    expect(isDrained(aHeader(), [done], start)).toBe(true);
    expect(isDrained(aHeader(), [done, outstanding], start + 100)).toBe(false);
    expect(isDrained(aHeader(), [done, unresolved], start + 100)).toBe(false);
  });

  it('not while a wave is unsettled and the machine lives, however long', () => {
    expect(isDrained(aHeader(), [done, aWave({ WaveNumber: 2, WaveStatus: 'LAUNCHING' })], start + 100 * hour)).toBe(false);
  });

  it('given up 2 hours after the last wave settled', () => {
    expect(isDrained(aHeader(), [done, outstanding], start + 60 + 2 * hour - 1)).toBe(false);
    expect(isDrained(aHeader(), [done, outstanding], start + 60 + 2 * hour)).toBe(true);
  });

  it.each([{ Cancel: { By: 'me', At: start + 500 }, Status: 'CANCELLING' as const }, { Machine: { Status: 'TIMED_OUT' as const, At: start + 500 } }])('without a machine, unsettled waves do not hold it (%j)', (keys) => {
    const header = aHeader(keys);
    expect(isDrained(header, [done, aWave({ WaveNumber: 2, WaveStatus: 'LAUNCHING' })], start + 501)).toBe(true);
    expect(isDrained(header, [done, outstanding], start + 500 + 2 * hour - 1)).toBe(false);
    expect(isDrained(header, [done, outstanding], start + 500 + 2 * hour)).toBe(true);
  });
});
