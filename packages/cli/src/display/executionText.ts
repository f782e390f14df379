import { isFinal, type ExecutionView, type WaveView } from '@drs-orchestration/core';
import { duration } from './durations.js';
import { arnName } from './listing.js';
import { moment } from './moment.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { earlierInWords } from './recoveredEarlier.js';
import { table } from './table.js';
import { toneOf } from './paint.js';
import { verdictLines } from './verdict.js';
import { waveTable } from './waveTable.js';

/** What an execution's text is made with. */
export interface ExecutionTextOptions {
  /** Unix seconds of the run's clock. */
  readonly now: number;
  readonly paint: Paint;
  /** Columns of the terminal; absent: lines are as long as they are. */
  readonly width?: number;
  /** The target's, in commands that are proposed. */
  readonly flags: string;
}

/** An execution's record for people: what it is, how it stands or ended, its servers, and what to do next. */
export function executionText(given: ExecutionView, options: ExecutionTextOptions): readonly string[] {
  const view = printable(given);
  return [...head(view), '', ...(isFinal(view.Status) ? verdictLines({ view, messages: [], flags: options.flags }, options.paint) : underWay(view, options)), '', ...servers(view, options)];
}

function head(view: ExecutionView): readonly string[] {
  const ended = view.EndTime === undefined ? '' : `, ended ${moment(view.EndTime)}`;
  return [
    `Execution ${view.ExecutionId}${view.RetryOf === undefined ? '' : ` (retry of ${view.RetryOf})`}`,
    `  ${view.ExecutionType} of ${view.PlanName} (${view.PlanId}, version ${view.PlanVersion}), account ${view.TargetAccountId}, ${view.Region}`,
    `  Started ${moment(view.StartTime)} UTC by ${arnName(view.InitiatedBy)}${ended}; software ${view.SoftwareVersion}`,
    ...(view.Reconciliations ?? []).map((one) => `  Reconciled ${moment(one.At)} by ${arnName(one.By)}: ${one.Before} → ${one.After}`),
    ...view.Waves.flatMap((wave) => earlierOf(wave)),
  ];
}

function earlierOf({ WaveNumber, WaveName, RecoveredEarlier: earlier = [] }: WaveView): readonly string[] {
  return earlier.length === 0 ? [] : [`  Wave ${WaveNumber} (${WaveName}): ${earlierInWords(earlier)}`];
}

function underWay(view: ExecutionView, { now, paint, width, flags }: ExecutionTextOptions): readonly string[] {
  const waiting = view.Waves.filter((wave) => wave.Status === 'AWAITING_APPROVAL' && wave.Approval?.Decision === undefined);
  return [
    ...waveTable(view, { now, paint, width: width ?? 160 }),
    ...view.Errors.map((error) => `  ${paint('bad', '!')} ${error.Message}`),
    ...waiting.map((wave) => `  Next: drsctl executions approve ${view.ExecutionId} --wave ${wave.WaveNumber}${flags} (or reject)`),
    `  Follow it: drsctl executions watch ${view.ExecutionId}${flags}`,
  ];
}

function servers(view: ExecutionView, { paint, width }: ExecutionTextOptions): readonly string[] {
  const rows = view.Waves.flatMap((wave) => wave.Servers.map((server) => ({ wave, server })));
  if (rows.length === 0) return [];
  return table(
    rows,
    [
      { title: 'WAVE', text: ({ wave }) => String(wave.WaveNumber) },
      { title: 'SERVER', text: ({ server }) => server.SourceServerId },
      { title: 'HOST', text: ({ server }) => server.HostName ?? '', least: 8 },
      { title: 'STATUS', text: ({ server }) => server.Status, paint: (text, { server }) => paint(toneOf(server.Status), text) },
      { title: 'TOOK', text: ({ server }) => (server.LaunchTime === undefined || server.LaunchedTime === undefined ? '' : duration(server.LaunchedTime - server.LaunchTime)), leftOut: 2 },
      { title: 'INSTANCE', text: ({ server }) => server.InstanceId ?? '', leftOut: 1 },
      { title: 'JOB', text: ({ server }) => server.RecoveryJobId ?? '', leftOut: 4 },
      { title: 'HEALTH', text: ({ server }) => server.HealthStatus ?? '', leftOut: 3 },
    ],
    width,
  );
}
