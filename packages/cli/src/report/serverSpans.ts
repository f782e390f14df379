import type { DrsPhase, ExecutionType, ServerStatus, ServerView, WaveView } from '@drs-orchestration/core';
import { spansFrom, type Mark, type Span, type SpanKind } from './spans.js';

/** What the spans of a server depend on besides itself. */
export interface SpanContext {
  readonly executionType: ExecutionType;
  /** Up to which time the record tells. Unix seconds. */
  readonly until: number;
}

const seenKinds: Readonly<Partial<Record<ServerStatus, SpanKind>>> = { LAUNCHING: 'SEEN_PENDING', PENDING: 'SEEN_PENDING', STARTED: 'SEEN_STARTED', IN_PROGRESS: 'SEEN_IN_PROGRESS' };

/** When a server entered a status, where its record still tells. Unix seconds. */
function enteredAt(server: ServerView, status: ServerStatus): number | undefined {
  return server.TransitionHistory.findLast((transition) => transition.Status === status)?.At;
}

/** When its launch was seen to be over, well or not; undefined where it was not. Unix seconds. */
function launchSeenOver(server: ServerView): number | undefined {
  return server.LaunchedTime ?? enteredAt(server, 'FAILED');
}

/** When its launch, and in a recovery its launch actions, were seen to be over (design section 7). Unix seconds. */
export function settledAt(server: ServerView, executionType: ExecutionType): number | undefined {
  const launched = server.LaunchedTime;
  if (executionType === 'DRILL' || launched === undefined) return launchSeenOver(server);
  const actions = server.PostLaunchActionsStatus;
  if (actions === undefined || actions === 'IN_PROGRESS') return undefined;
  const refused = actions === 'FAILED' ? (enteredAt(server, 'FAILED') ?? enteredAt(server, 'WARNING')) : undefined;
  return Math.max(launched, refused ?? server.LastPolledTime ?? launched);
}

/** How long after DRS had launched it this system saw it; undefined where the job log does not tell. Seconds. */
export function detectionDelay(server: ServerView): number | undefined {
  const end = phaseOf(server, 'LAUNCH')?.EndTime;
  // DRS's clock may be ahead of ours.
  return end === undefined || server.LaunchedTime === undefined ? undefined : Math.max(0, server.LaunchedTime - end);
}

function phaseOf(server: ServerView, name: DrsPhase['Phase']): DrsPhase | undefined {
  return server.DrsPhases?.find((phase) => phase.Phase === name);
}

/** Whence a server's phases are known. */
export function phasesFrom(server: ServerView): 'LOG' | 'SEEN' | 'NONE' {
  if (server.LaunchTime === undefined) return 'NONE';
  return server.DrsPhases === undefined || server.DrsPhases.length === 0 ? 'SEEN' : 'LOG';
}

/** A server's launch from its call on, and its launch actions, as marks for `spansFrom`. */
export function launchMarks(server: ServerView, { executionType, until }: SpanContext): readonly Mark[] {
  const over = launchSeenOver(server);
  const marks = phasesFrom(server) === 'LOG' ? marksByLog(server.DrsPhases ?? [], over, until) : marksBySight(server, over ?? until);
  if (server.LaunchedTime === undefined || executionType === 'DRILL') return marks;
  const Kind = server.PostLaunchActionsStatus === 'NONE' ? 'SETTLE' : 'ACTIONS';
  return [...marks, { Kind, until: settledAt(server, executionType) ?? until }];
}

function marksByLog(phases: readonly DrsPhase[], over: number | undefined, until: number): readonly Mark[] {
  const ordered = [...phases].sort((a, b) => a.StartTime - b.StartTime);
  const marks: Mark[] = ordered.flatMap((phase, index) => [
    { Kind: 'DRS_QUEUED', until: phase.StartTime } as const,
    // The log of a launch may lack its end (drs-api.md, In the field).
    { Kind: phase.Phase, until: phase.EndTime ?? ordered[index + 1]?.StartTime ?? over ?? until },
  ]);
  const last = ordered.at(-1);
  const toldItsEnd = last?.EndTime !== undefined && (last.Phase === 'LAUNCH' || last.Failed === true);
  return [...marks, { Kind: over !== undefined && toldItsEnd ? 'DETECT' : 'DRS_QUEUED', until: over ?? until }];
}

function marksBySight(server: ServerView, over: number): readonly Mark[] {
  const seen = server.TransitionHistory.flatMap(({ Status, At }) => {
    const Kind = seenKinds[Status];
    return Kind === undefined ? [] : [{ Kind, At }];
  }).sort((a, b) => a.At - b.At);
  const first: Mark = { Kind: 'SEEN_PENDING', until: seen[0]?.At ?? over };
  return [first, ...seen.map(({ Kind }, index): Mark => ({ Kind, until: seen[index + 1]?.At ?? over }))];
}

/** Where a health check of a server lies: between these times, for the record does not tell when an instance passed. */
export interface HealthWindow {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** A server's spans: its waiting for a launch call, its launch, its launch actions, its health check. */
export function serverSpans(server: ServerView, wave: Pick<WaveView, 'StartTime' | 'ExecutionType'>, health: HealthWindow, context: SpanContext): readonly Span[] {
  if (server.LaunchTime === undefined) return [];
  const parallel = wave.ExecutionType === 'PARALLEL' && wave.StartTime !== undefined;
  const spans = spansFrom(parallel ? (wave.StartTime ?? server.LaunchTime) : server.LaunchTime, [{ Kind: 'QUEUE', until: server.LaunchTime }, ...launchMarks(server, context)]);
  const shown = isUnsettled(server, context) ? opened(spans) : spans;
  return [...shown, ...healthSpan(server, health, shown.at(-1)?.To ?? server.LaunchTime)];
}

/** Whether a server's launch had not ended, as far as the record tells. */
function isUnsettled(server: ServerView, { executionType }: Pick<SpanContext, 'executionType'>): boolean {
  return settledAt(server, executionType) === undefined;
}

function opened(spans: readonly Span[]): readonly Span[] {
  return spans.map((span, index) => (index === spans.length - 1 ? { ...span, Open: true } : span));
}

function healthSpan(server: ServerView, window: HealthWindow, after: number): readonly Span[] {
  if (server.HealthStatus === undefined || window.from === undefined) return [];
  const judged = server.HealthStatus === 'PASSED' || server.HealthStatus === 'PENDING' ? undefined : (enteredAt(server, 'FAILED') ?? enteredAt(server, 'WARNING'));
  const From = Math.max(window.from, after);
  const To = judged ?? window.to;
  return To === undefined || To <= From ? [] : [{ Kind: 'HEALTH', From, To, ...(server.HealthStatus === 'PENDING' ? { Open: true as const } : {}) }];
}
