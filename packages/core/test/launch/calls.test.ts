import { describe, expect, it } from 'vitest';
import { isOpen, launchableServers, openCalls, withIntent, withJob, withRefusedServers, withVoidedCall } from '../../src/launch/calls.js';
import { aCall, aServer, aWave, serverId, serverIn, start } from '../records.js';

const two = [aServer(), aServer({ SourceServerId: serverId(2) })];

describe('the intent of a launch call [P28] [R9.3]', () => {
  it('has its servers, its time, and a deadline 30 s ahead', () => {
    const wave = withIntent(aWave({ Servers: two }), 'c1', [serverId(1)], start);
    expect(wave?.Calls).toEqual({ c1: { Servers: [serverId(1)], At: start, Deadline: start + 30 } });
    expect(wave?.Servers).toEqual(two);
  });

  it('is refused where one of its servers has an open call, a job, or is past its launch', () => {
    const open = aWave({ Servers: two, Calls: { c1: aCall() } });
    expect(withIntent(open, 'c2', [serverId(1), serverId(2)], start)).toBeUndefined();
    expect(withIntent(open, 'c2', [serverId(2)], start)).toBeDefined();
    expect(withIntent(aWave({ Servers: [aServer({ RecoveryJobId: 'drsjob-1' })] }), 'c2', [serverId(1)], start)).toBeUndefined();
    for (const status of ['LAUNCHING', 'FAILED', 'SKIPPED', 'CANCELLED'] as const) expect(withIntent(aWave({ Servers: [serverIn(status)] }), 'c2', [serverId(1)], start)).toBeUndefined();
    expect(withIntent(aWave(), 'c2', [serverId(9)], start)).toBeUndefined();
  });

  it('found again (a lost answer) is the same wave', () => {
    const wave = aWave({ Calls: { c1: aCall() } });
    expect(withIntent(wave, 'c1', [serverId(1)], start + 5)).toBe(wave);
  });

  it('is open until it has a job or is void', () => {
    expect([aCall(), aCall({ JobId: 'j' }), aCall({ VoidedAt: start })].map(isOpen)).toEqual([true, false, false]);
    expect(openCalls({ Calls: { a: aCall({ JobId: 'j' }), b: aCall() } }).map(([id]) => id)).toEqual(['b']);
  });
});

describe('a call that made a job', () => {
  it('makes its servers LAUNCHING since the call, with the job, their polls counted from now', () => {
    const wave = withJob(aWave({ Servers: two, Calls: { c1: aCall() }, SlotWaitSince: start - 60 }), 'c1', 'drsjob-9', 4, start + 3);
    expect(wave.Calls['c1']).toEqual(aCall({ JobId: 'drsjob-9' }));
    expect(wave.Servers[0]).toMatchObject({ Status: 'LAUNCHING', RecoveryJobId: 'drsjob-9', LaunchTime: start, PollsAtLaunch: 4, TransitionHistory: [{ Status: 'LAUNCHING', At: start + 3 }] });
    expect(wave.Servers[1]).toEqual(two[1]);
    expect(wave.SlotWaitSince).toBeUndefined();
  });

  it('told twice, or of a call nobody made, changes nothing', () => {
    const once = withJob(aWave({ Calls: { c1: aCall() } }), 'c1', 'drsjob-9', 4, start);
    expect(withJob(once, 'c1', 'drsjob-10', 5, start + 60)).toBe(once);
    const wave = aWave();
    expect(withJob(wave, 'nobody', 'drsjob-9', 0, start)).toBe(wave);
  });

  it('is adopted even where it was held to be void', () => {
    const wave = withJob(aWave({ Calls: { c1: aCall({ VoidedAt: start + 200 }) } }), 'c1', 'drsjob-9', 0, start + 300);
    expect(wave.Calls['c1']).toEqual(aCall({ JobId: 'drsjob-9' }));
    expect(wave.Servers[0]?.RecoveryJobId).toBe('drsjob-9');
  });
});

describe('a call that made none', () => {
  it('leaves its servers to be launched again', () => {
    const wave = withVoidedCall(aWave({ Servers: two, Calls: { c1: aCall() } }), 'c1', start + 200);
    expect(wave.Calls['c1'] === undefined || wave.Calls['c1'].VoidedAt === start + 200).toBe(true);
    expect(launchableServers(wave)).toEqual([serverId(1), serverId(2)]);
    expect(openCalls(wave)).toEqual([]);
  });

  it.each([
    ['FAILED', 'SKIPPED'],
    ['CANCELLED', 'CANCELLED'],
  ] as const)('leaves them %s\'s way where the wave has ended meanwhile', (WaveStatus, Status) => {
    expect(withVoidedCall(aWave({ WaveStatus, Calls: { c1: aCall() } }), 'c1', start + 200).Servers[0]?.Status).toBe(Status);
  });

  it('is not voided once it has a job, nor twice', () => {
    const made = aWave({ Calls: { c1: aCall({ JobId: 'j' }) } });
    expect(withVoidedCall(made, 'c1', start)).toBe(made);
    const voided = aWave({ Calls: { c1: aCall({ VoidedAt: start }) } });
    expect(withVoidedCall(voided, 'c1', start + 60)).toBe(voided);
    expect(withVoidedCall(made, 'nobody', start)).toBe(made);
  });
});

describe('servers that are refused', () => {
  it('FAIL each for its reason, where they were not launched [R5.4]', () => {
    const wave = aWave({ Servers: [aServer(), serverIn('STARTED', { SourceServerId: serverId(2) }), aServer({ SourceServerId: serverId(3) })] });
    const refused = withRefusedServers(wave, new Map([[serverId(1), 'busy'], [serverId(2), 'busy']]), start);
    expect(refused.Servers.map((server) => [server.Status, server.Error])).toEqual([['FAILED', 'busy'], ['STARTED', undefined], ['NOT_STARTED', undefined]]);
  });
});
