import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settled, skipped } from '../../src/ending/settleWave.js';
import type { LaunchCall, ServerStatus, WaveRecord, WaveStatus } from '../../src/execution/records.js';
import { isSettled } from '../../src/execution/statuses.js';
import type { ExecutionType } from '../../src/plan/plan.js';
import { aCall, aWave, serversIn, start } from '../records.js';

const now = start + 2_000;
const serverStatuses: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'];
const running: readonly ServerStatus[] = ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'];
const launched: readonly ServerStatus[] = ['LAUNCHED', 'WARNING', 'TERMINATED'];

const anyWave = fc
  .record({
    WaveStatus: fc.constantFrom<WaveStatus>('PENDING', 'AWAITING_APPROVAL', 'LAUNCHING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'),
    statuses: fc.array(fc.constantFrom(...serverStatuses), { minLength: 1, maxLength: 6 }),
    open: fc.boolean(),
    actions: fc.constantFrom('SUCCEEDED' as const, 'NONE' as const),
    Decision: fc.constantFrom('APPROVED' as const, 'REJECTED' as const, undefined),
  })
  .map(({ WaveStatus, statuses, open, actions, Decision }): WaveRecord => {
    const Servers = serversIn(...statuses).map((server) => (server.Status === 'LAUNCHED' ? { ...server, PostLaunchActionsStatus: actions } : server));
    // An open call may be of a server that was never seen launching.
    const waiting = Servers.find((server) => server.Status === 'NOT_STARTED');
    const Calls: Record<string, LaunchCall> = open && waiting !== undefined ? { c1: aCall({ Servers: [waiting.SourceServerId] }) } : {};
    const Approval = { RequestedAt: start, ExpiresAt: start + 60, ...(Decision === undefined ? {} : { Decision, By: 'ann', At: start + 30 }) };
    return aWave({ WaveStatus, Servers, Calls, ...(WaveStatus === 'AWAITING_APPROVAL' ? { Approval } : {}), ...(isSettled(WaveStatus) ? { EndTime: start + 100 } : {}) });
  });
const anyHeader = fc.record({ Status: fc.constantFrom('POLLING' as const, 'RUNNING' as const, 'CANCELLING' as const), ExecutionType: fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY') });
const anyFailure = fc.constantFrom({ Error: '' }, { Error: '' }, { Error: 'States.Timeout' }, { Error: 'TerminalError', Cause: '{"errorMessage":"it broke"}' });
const anySettling = fc.tuple(anyWave, anyHeader, anyFailure);

describe('settling any wave', () => {
  it('gives it a final status and an end, once; a settled one is never changed, by whatever comes later', () => {
    fc.assert(
      fc.property(anySettling, anyHeader, anyFailure, ([wave, header, failure], laterHeader, laterFailure) => {
        const once = settled(wave, header, failure, now);
        expect(isSettled(once.WaveStatus)).toBe(true);
        if (isSettled(wave.WaveStatus)) expect(once).toBe(wave);
        else expect(once.EndTime).toBe(now);
        expect(settled(once, laterHeader, laterFailure, now + 60)).toBe(once);
        expect(skipped(once, now + 60)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves every server that was called as it is, and none waiting but those of open calls [A16] [A19] [T1.5.2]', () => {
    fc.assert(
      fc.property(anySettling, ([wave, header, failure]) => {
        fc.pre(!isSettled(wave.WaveStatus));
        const after = settled(wave, header, failure, now);
        const inOpenCalls = new Set(Object.values(wave.Calls).flatMap((call) => call.Servers));
        const cancelled = after.WaveStatus === 'CANCELLED';
        wave.Servers.forEach((server, index) => {
          const expected = server.Status !== 'NOT_STARTED' || inOpenCalls.has(server.SourceServerId) ? server.Status : cancelled ? 'CANCELLED' : 'SKIPPED';
          expect(after.Servers[index]?.Status).toBe(expected);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is CANCELLED by a cancel, FAILED by a failure, CANCELLED unapproved, FAILED where it was approved and yet never launched; else TIMEOUT while one runs, COMPLETED if all launched, FAILED if none, PARTIAL between [A20] [R4.1] [R4.5]', () => {
    fc.assert(
      fc.property(anySettling, ([wave, header, failure]) => {
        fc.pre(!isSettled(wave.WaveStatus));
        const has = (among: readonly ServerStatus[]): number => wave.Servers.filter((server) => among.includes(server.Status)).length;
        const outcome = has(running) > 0 ? 'TIMEOUT' : has(launched) === wave.Servers.length ? 'COMPLETED' : has(launched) === 0 ? 'FAILED' : 'PARTIAL';
        const expected = header.Status === 'CANCELLING' ? 'CANCELLED' : failure.Error !== '' ? 'FAILED' : wave.WaveStatus === 'AWAITING_APPROVAL' ? (wave.Approval?.Decision === 'APPROVED' ? 'FAILED' : 'CANCELLED') : outcome;
        const after = settled(wave, header, failure, now);
        expect(after.WaveStatus).toBe(expected);
        // Whatever stopped it before its servers could say why is in its own errors.
        expect(after.Errors.length - wave.Errors.length).toBe(header.Status !== 'CANCELLING' && (failure.Error !== '' || wave.WaveStatus === 'AWAITING_APPROVAL') ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});
