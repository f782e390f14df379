import { describe, expect, it } from 'vitest';
import { explain, settled, skipped } from '../../src/ending/settleWave.js';
import { aCall, aHeader, aServer, aWave, serverId, serverIn, serversIn, start } from '../records.js';

const now = start + 2000;
const none = { Error: '' };
const broken = { Error: 'TerminalError', Cause: JSON.stringify({ errorType: 'TerminalError', errorMessage: 'it broke' }) };

describe('settling a wave', () => {
  it('gives it its outcome and its end [P15] [R5.2]', () => {
    expect(settled(aWave({ WaveStatus: 'LAUNCHING', Servers: serversIn('LAUNCHED', 'WARNING') }), aHeader(), none, now)).toMatchObject({ WaveStatus: 'COMPLETED', EndTime: now, Errors: [] });
  });

  it.each(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'] as const)('never changes a %s one', (WaveStatus) => {
    const wave = aWave({ WaveStatus, EndTime: start });
    expect(settled(wave, aHeader(), broken, now)).toBe(wave);
    expect(skipped(wave, now)).toBe(wave);
  });

  it('skips the rest of a sequential wave after a server failed [P5]', () => {
    const wave = settled(aWave({ WaveStatus: 'LAUNCHING', ExecutionType: 'SEQUENTIAL', Servers: serversIn('LAUNCHED', 'FAILED', 'NOT_STARTED') }), aHeader(), none, now);
    expect(wave.WaveStatus).toBe('PARTIAL');
    expect(wave.Servers.map((server) => server.Status)).toEqual(['LAUNCHED', 'FAILED', 'SKIPPED']);
  });

  it('leaves what still runs as DRS says it is: TIMEOUT, never FAILED [T1.5.2] [A19]', () => {
    const wave = settled(aWave({ WaveStatus: 'LAUNCHING', Servers: [serverIn('STARTED', { TimeoutDetected: true }), serverIn('FAILED', { SourceServerId: serverId(2) })] }), aHeader(), none, now);
    expect(wave.WaveStatus).toBe('TIMEOUT');
    expect(wave.Servers[0]?.Status).toBe('STARTED');
  });

  it('with a failure is FAILED, and says why', () => {
    const wave = settled(aWave({ WaveStatus: 'LAUNCHING', Servers: serversIn('LAUNCHED', 'NOT_STARTED') }), aHeader(), broken, now);
    expect(wave).toMatchObject({ WaveStatus: 'FAILED', EndTime: now });
    expect(wave.Errors).toEqual([{ Code: 'WaveFailed', Message: 'it broke', At: now, WaveNumber: 1 }]);
    expect(wave.Servers.map((server) => server.Status)).toEqual(['LAUNCHED', 'SKIPPED']);
  });

  it('does not call a server of an open call skipped: it may have been launched', () => {
    const wave = settled(aWave({ WaveStatus: 'LAUNCHING', Servers: [aServer(), aServer({ SourceServerId: serverId(2) })], Calls: { c1: aCall() } }), aHeader(), broken, now);
    expect(wave.Servers.map((server) => server.Status)).toEqual(['NOT_STARTED', 'SKIPPED']);
  });

  it('of a cancelled execution is CANCELLED; what was launched stays so [R4.5]', () => {
    const wave = settled(aWave({ WaveStatus: 'LAUNCHING', Servers: serversIn('LAUNCHED', 'NOT_STARTED') }), aHeader({ Status: 'CANCELLING' }), none, now);
    expect(wave.WaveStatus).toBe('CANCELLED');
    expect(wave.Servers.map((server) => server.Status)).toEqual(['LAUNCHED', 'CANCELLED']);
  });

  it.each([
    ['rejected', { Decision: 'REJECTED' as const, By: 'ann', Reason: 'not now' }, 'ApprovalRejected', /rejected by ann: not now/],
    ['rejected without a reason', { Decision: 'REJECTED' as const, By: 'ann' }, 'ApprovalRejected', /rejected by ann$/],
    ['unanswered', {}, 'ApprovalTimedOut', /not approved within 86400 s/],
  ])('%s is CANCELLED, and its record says so', (_title, answer, Code, message) => {
    const wave = settled(aWave({ WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: start, ExpiresAt: start + 86_400, ...answer } }), aHeader(), none, now);
    expect(wave).toMatchObject({ WaveStatus: 'CANCELLED', Servers: [{ Status: 'CANCELLED' }], Errors: [{ Code, WaveNumber: 1 }] });
    expect(wave.Errors[0]?.Message).toMatch(message);
  });

  it('approved is never said to be unapproved: it is FAILED, and its record says by whom it was approved, and what nobody heard', () => {
    const approved = aWave({ WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: start, ExpiresAt: start + 60, Decision: 'APPROVED', By: 'ann', At: start + 50 } });
    const wave = settled(approved, aHeader(), none, now);
    expect(wave).toMatchObject({ WaveStatus: 'FAILED', EndTime: now, Servers: [{ Status: 'SKIPPED' }], Errors: [{ Code: 'WaveFailed', At: now, WaveNumber: 1 }] });
    expect(wave.Errors[0]?.Message).toMatch(/^Wave 1 \(Wave 1\) was approved by ann, but the state machine went on without hearing of it/);
    expect(settled(approved, aHeader(), broken, now)).toMatchObject({ WaveStatus: 'FAILED', Errors: [{ Message: 'it broke' }] });
    expect(settled(approved, aHeader({ Status: 'CANCELLING' }), none, now)).toMatchObject({ WaveStatus: 'CANCELLED', Errors: [] });
  });
});

describe('a failure in words [R9.5]', () => {
  it.each([
    [{ Error: 'TerminalError', Cause: '{"errorMessage":"no such server"}' }, 'no such server'],
    [{ Error: 'Lambda.Unknown', Cause: 'it died' }, 'Lambda.Unknown: it died'],
    [{ Error: 'States.Timeout' }, 'States.Timeout'],
    [{ Error: 'States.Timeout', Cause: '' }, 'States.Timeout'],
    [{ Error: 'E', Cause: '{"message":"x"}' }, 'E: {"message":"x"}'],
    [{ Error: 'E', Cause: 'null' }, 'E: null'],
  ])('%j is "%s"', (failure, words) => {
    expect(explain(failure)).toBe(words);
  });
});
