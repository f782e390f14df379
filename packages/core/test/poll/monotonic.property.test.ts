import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observe, type Observation } from '../../src/poll/observe.js';
import { judgeTimeouts } from '../../src/poll/timeouts.js';
import { judgeHealth } from '../../src/health/judgeHealth.js';
import type { ServerRecord, ServerStatus } from '../../src/execution/records.js';
import type { ExecutionType } from '../../src/plan/plan.js';
import { aJob, aWave, serverId, serverIn, start } from '../records.js';

/** The orders of design section 4: WARNING follows LAUNCHED, FAILED may follow anything, nothing follows it. */
const order: Readonly<Record<ServerStatus, number>> = {
  NOT_STARTED: 0, LAUNCHING: 1, PENDING: 2, STARTED: 3, IN_PROGRESS: 4, LAUNCHED: 5, WARNING: 6, FAILED: 7, SKIPPED: 7, CANCELLED: 7, TERMINATED: 8,
};

const word = fc.constantFrom('PENDING', 'STARTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'LAUNCHED', 'TERMINATED', 'NEVER_HEARD_OF');
const run = fc.record({ status: fc.constantFrom('IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'ELSE') });
const part = fc.record(
  { sourceServerId: fc.constant(serverId(1)), launchStatus: word, recoveryInstanceId: fc.constantFrom('i-1', 'i-2'), launchActionRuns: fc.array(run, { maxLength: 2 }) },
  { requiredKeys: ['sourceServerId'] },
);

type Event =
  | { readonly kind: 'OBSERVED'; readonly observation: Observation; readonly at: number }
  | { readonly kind: 'TIME'; readonly at: number }
  | { readonly kind: 'HEALTH'; readonly state: 'pending' | 'running' | 'terminated' | 'unknown'; readonly at: number };

const at = fc.integer({ min: start, max: start + 7200 });
const observation: fc.Arbitrary<Observation> = fc
  .record({ status: word, participant: fc.option(part, { nil: undefined }), instanceId: fc.constantFrom('i-1', 'i-9', null, undefined), rawError: fc.constantFrom('broken', undefined) })
  .map(({ status, participant, instanceId, rawError }) => ({
    job: aJob({ status }, ...(participant === undefined ? [] : [participant])),
    participant,
    ...(instanceId === undefined ? {} : { instanceId }),
    ...(rawError === undefined ? {} : { rawError }),
  }));
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('OBSERVED' as const), observation, at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('TIME' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('HEALTH' as const), state: fc.constantFrom('pending' as const, 'running' as const, 'terminated' as const, 'unknown' as const), at }) },
);
/** What was heard, some of it again and late: any event may come twice, at any place. */
const events = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 15 }), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10 }))
  .map(([heard, repeats]) => repeats.reduce<Event[]>((all, [which, where]) => all.toSpliced(where % (all.length + 1), 0, all[which % all.length] as Event), heard));

const wave = fc.record({ LaunchActions: fc.constantFrom('REQUIRED' as const, 'OPTIONAL' as const), OnTimeout: fc.constantFrom('FAIL' as const, 'WARN' as const) });

function after(server: ServerRecord, next: Event, choices: { LaunchActions: 'REQUIRED' | 'OPTIONAL'; OnTimeout: 'FAIL' | 'WARN' }, type: ExecutionType, polls: number): ServerRecord {
  const record = aWave({ Servers: [server], LaunchActions: choices.LaunchActions, HealthCheck: { Enabled: true, OnTimeout: choices.OnTimeout } });
  if (next.kind === 'OBSERVED') return observe(server, next.observation, record, type, next.at, polls);
  if (next.kind === 'TIME') return judgeTimeouts(record, type, next.at).Servers[0] ?? server;
  return judgeHealth(server, next.state, undefined, record, next.at);
}

describe('whatever is heard, in whatever order, late and repeated [A10] [A16] [P7]', () => {
  const scenario = fc.tuple(events, wave, fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY'), fc.constantFrom<ServerStatus>('NOT_STARTED', 'LAUNCHING', 'PENDING'));

  it('a status only ever moves forward', () => {
    fc.assert(
      fc.property(scenario, ([heard, choices, type, from]) => {
        let server = serverIn(from);
        heard.forEach((next, index) => {
          const then = after(server, next, choices, type, index + 1);
          expect(order[then.Status], `${server.Status} to ${then.Status}`).toBeGreaterThanOrEqual(order[server.Status]);
          if (server.Status === 'FAILED') expect(then.Status).toBe('FAILED');
          server = then;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('the history grows by what was entered, in the order of the statuses, 20 at most, the last one being the status', () => {
    fc.assert(
      fc.property(scenario, ([heard, choices, type, from]) => {
        let server = serverIn(from);
        heard.forEach((next, index) => {
          const then = after(server, next, choices, type, index + 1);
          const entered = then.TransitionHistory.slice(server.TransitionHistory.length);
          expect(then.TransitionHistory.slice(0, server.TransitionHistory.length)).toEqual(server.TransitionHistory);
          // One look may tell of a launch and of its launch actions' failure.
          expect(entered.length, `${server.Status} to ${then.Status}`).toBeLessThanOrEqual(2);
          if (then.Status === server.Status) expect(entered).toEqual([]);
          else expect(entered.at(-1)).toEqual({ Status: then.Status, At: next.at });
          server = then;
        });
        const ranks = server.TransitionHistory.map(({ Status }) => order[Status]);
        expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
        expect(ranks.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 500 },
    );
  });

  it('an instance, a job and a launch time once known are never lost or changed', () => {
    fc.assert(
      fc.property(scenario, ([heard, choices, type, from]) => {
        let server = serverIn(from);
        heard.forEach((next, index) => {
          const then = after(server, next, choices, type, index + 1);
          for (const known of ['InstanceId', 'RecoveryJobId', 'LaunchTime', 'LaunchedTime'] as const) {
            if (server[known] !== undefined) expect(then[known], known).toBe(server[known]);
          }
          if (server.TimeoutDetected === true) expect(then.TimeoutDetected).toBe(true);
          server = then;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('hearing the same again at the same time changes nothing', () => {
    fc.assert(
      fc.property(scenario, ([heard, choices, type, from]) => {
        let server = serverIn(from);
        heard.forEach((next, index) => {
          const once = after(server, next, choices, type, index + 1);
          expect(after(once, next, choices, type, index + 1)).toEqual(once);
          server = once;
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a server that launched says when, and one that failed says why [R5.4]', () => {
    fc.assert(
      fc.property(scenario, ([heard, choices, type, from]) => {
        const server = heard.reduce((current, next, index) => after(current, next, choices, type, index + 1), serverIn(from));
        if (server.Status === 'LAUNCHED' || server.Status === 'WARNING') expect(server.LaunchedTime).toBeDefined();
        if (server.Status === 'FAILED') expect(server.Error).toMatch(/\S/);
      }),
      { numRuns: 300 },
    );
  });
});
