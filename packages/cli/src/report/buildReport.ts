import { isFinal, isSettled, type ExecutionView, type ServerView, type WaveView } from '@drs-orchestration/core';
import { dependencyOrder, reasonOfEnd } from '../follow/deriveEvents.js';
import { aftermath } from './aftermath.js';
import { criticalPath, criticalWaves } from './criticalPath.js';
import { delayFigures, endSeenAfter } from './delays.js';
import { describedHash } from './recordHash.js';
import type { Report, ReportApproval, ReportJob, ReportServer, ReportWave } from './report.js';
import { serverCounts } from './serverCounts.js';
import { detectionDelay, phasesFrom, type SpanContext } from './serverSpans.js';
import { spansFrom, within, type Span } from './spans.js';
import { finality, rtoComparison, verdict } from './verdict.js';
import { beginOf, spansOfServers, waveSpans } from './waveSpans.js';

/** How long after the end a clean-up may end and still be drawn, where the run itself was shorter. Seconds. */
const closeEnough = 1800;

/**
 * The report on an execution, from its record as `GET /executions/{id}` returns it; records of earlier versions of this
 * software lack some fields, and the report says what it then cannot tell.
 * @param madeAt when the report is made, Unix seconds of the clock that the record's times are of.
 */
export function buildReport(record: ExecutionView, madeAt: number): Report {
  const view = completed(record);
  const until = view.EndTime ?? (isFinal(view.Status) ? latestTime(view) : Math.max(latestTime(view), madeAt));
  const context: SpanContext = { executionType: view.ExecutionType, until: Math.max(until, view.StartTime) };
  const seconds = context.until - view.StartTime;
  const chart = { From: view.StartTime, To: chartEnd(view, context.until) };
  const counts = serverCounts(view.Waves);
  const rto = rtoComparison(view, seconds);
  const path = criticalPath(view, context);
  const critical = new Set(criticalWaves(view.Waves, context.until).map((wave) => wave.WaveNumber));
  const waves = dependencyOrder(view.Waves).map((wave) => reportWave(wave, view, context, chart, critical.has(wave.WaveNumber)));
  const delay = delayFigures(waves.flatMap((wave) => wave.Servers.flatMap((server) => server.DetectionDelaySeconds ?? [])));
  return {
    Type: 'Report',
    MadeAt: madeAt,
    Finality: finality(view),
    Verdict: verdict(view, counts, rto, seconds),
    ...(rto === undefined ? {} : { Rto: rto }),
    ...picked(view, ['ExecutionId', 'ExecutionType', 'PlanId', 'PlanName', 'PlanVersion', 'SoftwareVersion', 'RetryOf', 'InitiatedBy', 'SourceAccountId', 'TargetAccountId', 'Region', 'WaveOrdering', 'StartTime', 'EndTime']),
    DurationSeconds: seconds,
    Chart: chart,
    Spans: within(ownSpans(view, context.until, chart.To), chart.From, chart.To),
    Counts: counts,
    Waves: waves,
    ...(path === undefined ? {} : { CriticalPath: path }),
    ...(delay === undefined ? {} : { DetectionDelay: delay }),
    Errors: view.Errors,
    Approvals: waves.flatMap(({ WaveNumber }) => approvalsOf(view.Waves.find((wave) => wave.WaveNumber === WaveNumber), context.until)),
    ...(view.Cancel === undefined ? {} : { Cancel: view.Cancel }),
    Reconciliations: view.Reconciliations ?? [],
    Aftermath: aftermath(view),
    RecordHash: describedHash(record),
  };
}

/** The record with empty lists where a record of an earlier version has none. */
function completed(view: ExecutionView): ExecutionView {
  const older: Pick<WaveView, 'Jobs' | 'Servers' | 'DependsOn' | 'WaitTimeSeconds' | 'HealthCheck'> = { Jobs: [], Servers: [], DependsOn: [], WaitTimeSeconds: 0, HealthCheck: { Enabled: true, OnTimeout: 'FAIL' } };
  const servers = (wave: WaveView): readonly ServerView[] => (wave.Servers as readonly ServerView[] | undefined ?? []).map((server) => ({ ...{ TransitionHistory: [] }, ...server }));
  return { ...{ Errors: [] }, ...view, Waves: (view.Waves as readonly WaveView[] | undefined ?? []).map((wave) => ({ ...older, ...wave, Servers: servers(wave) })) };
}

/** The keys that are there. */
function picked<Name extends keyof ExecutionView>(view: ExecutionView, names: readonly Name[]): Pick<ExecutionView, Name> {
  return Object.fromEntries(names.flatMap((name) => (view[name] === undefined ? [] : [[name, view[name]]]))) as Pick<ExecutionView, Name>;
}

/** The latest time that the record tells of something done. Bounds and polls to come are none. */
function latestTime(view: ExecutionView): number {
  const times = [
    view.StartTime, view.LastPolledTime, view.Cancel?.At,
    ...view.Errors.map((error) => error.At),
    ...view.Waves.flatMap((wave) => [wave.StartTime, wave.EndTime, wave.ReleasedAt, wave.Approval?.RequestedAt, wave.Approval?.At, ...wave.Jobs.flatMap((job) => [job.At, job.EndedAt]), ...wave.Servers.flatMap((server) => server.TransitionHistory.map((transition) => transition.At))]),
  ];
  // No spread: a plan may have 12,000 servers with 20 transitions each.
  return times.reduce<number>((latest, time) => Math.max(latest, time ?? 0), 0);
}

/** A clean-up days later would leave no room for the run. */
function chartEnd(view: ExecutionView, end: number): number {
  const cleaned = view.CleanUp?.EndedAt;
  return cleaned !== undefined && cleaned > end && cleaned - end <= Math.max(closeEnough, (end - view.StartTime) / 2) ? cleaned : end;
}

function ownSpans(view: ExecutionView, end: number, chartTo: number): readonly Span[] {
  const begins = view.Waves.flatMap((wave) => beginOf(wave) ?? []);
  const preparation = spansFrom(view.StartTime, [{ Kind: 'PREPARE', until: begins.length === 0 ? end : begins.reduce((first, begin) => Math.min(first, begin)) }]);
  const settled = view.Waves.every((wave) => isSettled(wave.Status));
  const lastEnd = view.Waves.reduce((last, wave) => Math.max(last, wave.EndTime ?? 0), 0);
  const drain = settled && begins.length > 0 ? spansFrom(lastEnd, [{ Kind: 'DRAIN', until: end }]) : [];
  const { StartedAt, EndedAt } = view.CleanUp ?? {};
  const cleanUp = StartedAt === undefined || StartedAt < end ? [] : spansFrom(StartedAt, [{ Kind: 'CLEAN_UP', until: EndedAt ?? chartTo }]);
  return [...preparation, ...drain, ...cleanUp];
}

function reportWave(wave: WaveView, view: ExecutionView, context: SpanContext, chart: Report['Chart'], critical: boolean): ReportWave {
  const servers = new Map(wave.Servers.map((server) => [server.SourceServerId, server]));
  const spans = spansOfServers(wave, context);
  const because = isSettled(wave.Status) && wave.Status !== 'COMPLETED' ? reasonOfEnd(wave, view) : undefined;
  const delay = delayFigures(wave.Servers.flatMap((server) => detectionDelay(server) ?? []));
  const { WaveNumber, WaveName, Status, ExecutionType, DependsOn, WaitTimeSeconds } = wave;
  return {
    WaveNumber, WaveName, Status, ExecutionType, DependsOn, WaitTimeSeconds,
    ...(because === undefined ? {} : { Because: because }),
    ...given('StartTime', wave.StartTime), ...given('EndTime', wave.EndTime), ...given('ReleasedAt', wave.ReleasedAt),
    ...given('ExpectedSeconds', wave.ExpectedSeconds), ...given('SlotWaitSince', wave.SlotWaitSince), ...given('DetectionDelay', delay),
    HealthCheckEnabled: wave.HealthCheck.Enabled,
    OnCriticalPath: critical,
    Spans: within(waveSpans(wave, context), chart.From, chart.To),
    Counts: serverCounts([wave]),
    Jobs: wave.Jobs.map((job): ReportJob => ({
      RecoveryJobId: job.RecoveryJobId,
      At: job.At,
      ...given('EndedAt', job.EndedAt),
      ServerCount: job.ServerIds.length,
      ...given('EndSeenAfterSeconds', endSeenAfter(job, servers)),
    })),
    Servers: wave.Servers.map((server) => reportServer(server, within(spans.get(server.SourceServerId) ?? [], chart.From, chart.To))),
    RecoveredEarlier: wave.RecoveredEarlier ?? [],
  };
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}

function reportServer(server: ServerView, Spans: readonly Span[]): ReportServer {
  const { SourceServerId, Status } = server;
  return {
    SourceServerId, Status,
    ...given('HostName', server.HostName), ...given('RecoveryJobId', server.RecoveryJobId), ...given('InstanceId', server.InstanceId), ...given('PrivateIpAddress', server.PrivateIpAddress),
    ...given('LaunchTime', server.LaunchTime), ...given('LaunchedTime', server.LaunchedTime), ...given('TerminatedTime', server.TerminatedTime),
    ...given('HealthStatus', server.HealthStatus), ...given('PostLaunchActionsStatus', server.PostLaunchActionsStatus), ...given('TimeoutDetected', server.TimeoutDetected), ...given('Error', server.Error),
    PhasesFrom: phasesFrom(server),
    ...given('DetectionDelaySeconds', detectionDelay(server)),
    Spans,
  };
}

function approvalsOf(wave: WaveView | undefined, until: number): readonly ReportApproval[] {
  if (wave?.Approval === undefined) return [];
  const { RequestedAt, ExpiresAt, NotifiedAt, Decision, By, Reason, At } = wave.Approval;
  const answered = At ?? wave.StartTime ?? wave.EndTime ?? Math.min(ExpiresAt, until);
  return [{
    WaveNumber: wave.WaveNumber,
    WaveName: wave.WaveName,
    RequestedAt, ExpiresAt,
    ...given('NotifiedAt', NotifiedAt),
    Outcome: Decision ?? (isSettled(wave.Status) || until >= ExpiresAt ? 'UNANSWERED' : 'WAITING'),
    ...given('By', By), ...given('Reason', Reason), ...given('At', At),
    WaitedSeconds: Math.max(0, answered - RequestedAt),
  }];
}
