import type { ExecutionStatus, ExecutionView, ServerStatus, ServerView, WaveStatus, WaveView } from '@drs-orchestration/core';
import { aServer, aView, aWave } from '../support/views.js';
import { phases, start } from './recordedRuns.js';

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A record that a seed decides. Most are like real ones; times may also be missing, or in an order that only clocks
 * that differ bring about: a report must bear that.
 */
export function randomView(seed: number): ExecutionView {
  const next = seeded(seed);
  const whole = (below: number): number => Math.floor(next() * below);
  const one = <T>(...values: readonly [T, ...T[]]): T => values[whole(values.length)] ?? values[0];
  const maybe = <T>(chance: number, value: T): T | undefined => (next() < chance ? value : undefined);
  const strange = (at: number): number => (next() < 0.05 ? at + whole(4000) - 2000 : at);
  const status: ExecutionStatus = one('COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED', 'POLLING', 'RUNNING', 'CANCELLING', 'PENDING');
  const executionType = one('DRILL', 'RECOVERY');
  const waves: WaveView[] = [];
  let latest = start;
  for (let number = 1; number <= whole(7); number += 1) waves.push(randomWave(number));
  const final = !['POLLING', 'RUNNING', 'CANCELLING', 'PENDING'].includes(status);
  return aView(waves, {
    Status: status, StartTime: start, ExecutionType: executionType,
    ...(final ? { EndTime: latest + whole(30) } : {}),
    ...given('RtoTargetSeconds', maybe(0.5, 60 + whole(4000))),
    ...given('CleanUp', maybe(0.5, { Status: one('COMPLETED', 'FAILED', 'IN_PROGRESS', 'PENDING', 'NOT_NEEDED'), Run: whole(3), StartedAt: latest + 30, ...given('EndedAt', maybe(0.7, latest + 30 + whole(9000))), TerminatedCount: whole(4), Remaining: whole(2) === 0 ? [] : ['i-9'] } as const)),
    ...given('Cancel', maybe(0.2, { By: 'arn:aws:iam::1:user/ann', At: start + whole(900) })),
  });

  function randomWave(number: number): WaveView {
    const DependsOn = waves.map((wave) => wave.WaveNumber).filter(() => next() < 0.4);
    const Status: WaveStatus = one('COMPLETED', 'COMPLETED', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED', 'PENDING', 'LAUNCHING', 'AWAITING_APPROVAL');
    const parents = waves.filter((wave) => DependsOn.includes(wave.WaveNumber)).map((wave) => wave.ReleasedAt ?? wave.EndTime ?? start);
    const released = parents.reduce((last, at) => Math.max(last, at), start) + whole(20);
    const asked = next() < 0.2;
    const began = Status === 'SKIPPED' || Status === 'PENDING' || Status === 'AWAITING_APPROVAL' ? undefined : strange(released + (asked ? whole(900) : 0));
    const servers = Array.from({ length: whole(5) }, (_, index) => randomServer(`s-${number}-${index}`, began));
    const ended = ['PENDING', 'LAUNCHING', 'AWAITING_APPROVAL'].includes(Status) ? undefined : strange(Math.max(began ?? released, ...servers.flatMap((server) => server.LaunchedTime ?? [])) + whole(60));
    latest = Math.max(latest, ended ?? 0);
    const WaitTimeSeconds = one(0, 0, 60, 600);
    return aWave(number, servers, {
      Status, DependsOn, WaitTimeSeconds, ExecutionType: one('PARALLEL', 'SEQUENTIAL'), HealthCheck: { Enabled: next() < 0.7, OnTimeout: 'FAIL' },
      ...given('StartTime', began), ...given('EndTime', ended), ...given('ReleasedAt', ended === undefined ? undefined : maybe(0.8, ended + WaitTimeSeconds + whole(10))),
      ...given('Approval', asked ? { RequestedAt: released, ExpiresAt: released + 900, ...(began === undefined ? {} : { Decision: 'APPROVED' as const, By: 'ann', At: began }) } : undefined),
      ...(began === undefined ? {} : { Jobs: [{ RecoveryJobId: `drsjob-${number}`, At: began, ServerIds: servers.map((server) => server.SourceServerId), ...given('EndedAt', maybe(0.7, (ended ?? began) + whole(300))) }] }),
    });
  }

  function randomServer(id: string, began: number | undefined): ServerView {
    const LaunchTime = began === undefined ? undefined : maybe(0.9, strange(began + one(0, 0, 120)));
    if (LaunchTime === undefined) return aServer(id, { Status: one<ServerStatus>('NOT_STARTED', 'SKIPPED', 'CANCELLED') });
    const took = 200 + whole(900);
    const Status: ServerStatus = one('LAUNCHED', 'LAUNCHED', 'TERMINATED', 'WARNING', 'FAILED', 'IN_PROGRESS', 'PENDING');
    const over = LaunchTime + took + whole(45);
    const ends = Status !== 'IN_PROGRESS' && Status !== 'PENDING';
    const isUp = ends && Status !== 'FAILED';
    return aServer(id, {
      Status, LaunchTime, PollAttempts: 3, LastPolledTime: strange(over + whole(600)),
      ...(isUp ? { LaunchedTime: strange(over), InstanceId: `i-${id}` } : {}),
      ...given('DrsPhases', maybe(0.6, phases(strange(LaunchTime), { launch: took }).map((phase) => (next() < 0.2 ? { Phase: phase.Phase, StartTime: phase.StartTime } : phase)))),
      ...given('PostLaunchActionsStatus', executionType === 'RECOVERY' ? maybe(0.7, one<NonNullable<ServerView['PostLaunchActionsStatus']>>('IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'NONE')) : undefined),
      ...given('HealthStatus', maybe(0.6, one<NonNullable<ServerView['HealthStatus']>>('PENDING', 'PASSED', 'FAILED', 'TIMEOUT'))),
      TransitionHistory: [{ Status: 'LAUNCHING', At: LaunchTime }, { Status: 'IN_PROGRESS', At: LaunchTime + whole(took) }, ...(ends ? [{ Status, At: over }] : [])],
    });
  }
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}
