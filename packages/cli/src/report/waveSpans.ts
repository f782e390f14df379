import type { ServerView, WaveView } from '@drs-orchestration/core';
import { launchMarks, serverSpans, settledAt, type HealthWindow, type SpanContext } from './serverSpans.js';
import { spansFrom, within, type Mark, type Span } from './spans.js';

/** When a wave began: its approval was asked for, or its launches started. Undefined where it never did. Unix seconds. */
export function beginOf(wave: WaveView): number | undefined {
  return wave.Approval?.RequestedAt ?? wave.StartTime;
}

/** When what waits for a wave was let go; undefined where it has not ended. Unix seconds. */
export function releaseOf(wave: WaveView): number | undefined {
  return wave.EndTime === undefined ? undefined : Math.max(wave.EndTime, wave.ReleasedAt ?? wave.EndTime + wave.WaitTimeSeconds);
}

/** A wave's spans from its beginning to its end: what the server that was last to settle spent its time on. */
export function spansToEnd(wave: WaveView, context: SpanContext): readonly Span[] {
  const begin = beginOf(wave);
  if (begin === undefined) return [];
  const end = wave.EndTime ?? context.until;
  const approved = wave.StartTime ?? wave.Approval?.At ?? end;
  const settling = wave.HealthCheck.Enabled && wave.Servers.some((server) => server.HealthStatus !== undefined) ? 'HEALTH' : 'SETTLE';
  const chain = decisiveServers(wave, context);
  const launches = chain.flatMap((server, index): readonly Mark[] => [{ Kind: index === 0 ? 'QUEUE' : settling, until: server.LaunchTime }, ...launchMarks(server, context)]);
  const rest = chain.length === 0 ? 'QUEUE' : settling;
  const spans = within(spansFrom(begin, [{ Kind: 'APPROVAL', until: wave.Approval === undefined ? undefined : approved }, ...launches, { Kind: rest, until: end }]), begin, end);
  return wave.EndTime === undefined ? lastOpen(spans) : spans;
}

/** A wave's spans to its release: what comes after its end as well, where something was let go by it. */
export function waveSpans(wave: WaveView, context: SpanContext): readonly Span[] {
  const spans = spansToEnd(wave, context);
  const end = wave.EndTime;
  if (end === undefined || wave.ReleasedAt === undefined || spans.length === 0) return spans;
  return [...spans, ...afterEnd(wave, end, wave.ReleasedAt)];
}

/** From a wave's end to a time: the wait that the plan wants, then handing over. */
export function afterEnd(wave: Pick<WaveView, 'WaitTimeSeconds'>, end: number, until: number): readonly Span[] {
  return spansFrom(end, [{ Kind: 'WAIT', until: Math.min(end + wave.WaitTimeSeconds, until) }, { Kind: 'RELEASE', until }]);
}

/** The servers whose launches decided when a wave was through: all of a sequential one, the last to settle of a parallel one. */
function decisiveServers(wave: WaveView, { executionType }: SpanContext): readonly ServerView[] {
  const launched = launchedInOrder(wave);
  if (wave.ExecutionType === 'SEQUENTIAL') return launched;
  const settles = (server: ServerView): number => settledAt(server, executionType) ?? Infinity;
  const last = launched.reduce<ServerView | undefined>((latest, server) => (latest === undefined || settles(server) > settles(latest) ? server : latest), undefined);
  return last === undefined ? [] : [last];
}

function launchedInOrder(wave: WaveView): readonly ServerView[] {
  return wave.Servers.filter((server) => server.LaunchTime !== undefined).sort((a, b) => (a.LaunchTime ?? 0) - (b.LaunchTime ?? 0));
}

function lastOpen(spans: readonly Span[]): readonly Span[] {
  return spans.map((span, index) => (index === spans.length - 1 ? { ...span, Open: true } : span));
}

/** The spans of each of a wave's servers, by server id. A parallel wave asks for health when all its launches are over. */
export function spansOfServers(wave: WaveView, context: SpanContext): ReadonlyMap<string, readonly Span[]> {
  const ordered = launchedInOrder(wave);
  const settled = ordered.map((server) => settledAt(server, context.executionType));
  const allSettled = settled.every((at) => at !== undefined) ? Math.max(...settled.map((at) => at ?? 0)) : undefined;
  const end = wave.EndTime ?? context.until;
  const window = (server: ServerView, index: number): HealthWindow => {
    if (wave.ExecutionType === 'PARALLEL') return { from: allSettled, to: end };
    return { from: settledAt(server, context.executionType), to: ordered[index + 1]?.LaunchTime ?? end };
  };
  return new Map(ordered.map((server, index) => [server.SourceServerId, serverSpans(server, wave, window(server, index), context)]));
}
