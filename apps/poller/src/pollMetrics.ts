import { countsAsLaunched, executionPhase, type DrsAnswers, type ExecutionHeader, type Measurement, type WaveRecord } from '@drs-orchestration/core';
import type { PollerContext } from './context.js';

/** What is measured of a poll. `milliseconds`: how long it took. */
export interface MeasuredPoll {
  readonly header: ExecutionHeader;
  readonly before: readonly WaveRecord[];
  readonly after: readonly WaveRecord[];
  readonly answers: DrsAnswers | undefined;
  readonly milliseconds: number;
}

/** Measures one poll (design section 12). */
export function recordPollMetrics(context: PollerContext, poll: MeasuredPoll): void {
  const { header, before, after } = poll;
  const phase = executionPhase(after, header.ExecutionType);
  const measurements: Measurement[] = [
    { name: 'ActivePollingExecutions', value: 1, dimensions: { ExecutionType: header.ExecutionType } },
    { name: 'WavesPolled', value: after.filter((wave) => wave.WaveStatus === 'LAUNCHING').length },
    { name: 'PollingDuration', value: poll.milliseconds, dimensions: { ExecutionPhase: phase } },
    ...detectionDelays(poll).map((value): Measurement => ({ name: 'DetectionDelay', value })),
  ];
  const launched = newly(before, after, countsAsLaunched);
  const failed = newly(before, after, (status) => status === 'FAILED');
  if (launched > 0) measurements.push({ name: 'ServersLaunched', value: launched });
  if (failed > 0) measurements.push({ name: 'ServersFailed', value: failed });
  context.metrics.record(...measurements);
}

/** Seconds between the end of each job that this poll saw to have ended, and this poll. */
function detectionDelays({ before, after, answers }: MeasuredPoll): readonly number[] {
  const endedBefore = new Set(before.flatMap((wave) => Object.values(wave.Calls).flatMap((call) => (call.JobEndedAt === undefined ? [] : (call.JobId ?? [])))));
  return after
    .flatMap((wave) => Object.values(wave.Calls))
    .flatMap((call) => {
      const ended = call.JobId === undefined || endedBefore.has(call.JobId) ? undefined : answers?.jobs.get(call.JobId)?.endedAt;
      return ended === undefined || call.JobEndedAt === undefined ? [] : [Math.max(0, call.JobEndedAt - ended / 1000)];
    });
}

function newly(before: readonly WaveRecord[], after: readonly WaveRecord[], has: (status: WaveRecord['Servers'][number]['Status']) => boolean): number {
  const count = (waves: readonly WaveRecord[]): number => waves.reduce((sum, wave) => sum + wave.Servers.filter((server) => has(server.Status)).length, 0);
  return Math.max(0, count(after) - count(before));
}
