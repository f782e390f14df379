import { countsAsLaunched, type CleanUp, type ExecutionError, type ExecutionStatus, type ExecutionView, type ServerStatus, type WaveStatus } from '@drs-orchestration/core';

/** How a run ended: the last line of `--json`. Durations are seconds of the run's clock (DRS time). */
export interface RunResult {
  readonly Type: 'Result';
  readonly ExecutionId: string;
  readonly PlanId: string;
  readonly Status: ExecutionStatus;
  readonly DurationSeconds: number;
  readonly ServerCount: number;
  /** Servers that launched, those a drill's clean-up has ended since included. */
  readonly LaunchedCount: number;
  readonly Waves: readonly WaveResult[];
  readonly Errors: readonly ExecutionError[];
  readonly CleanUp?: CleanUp;
}

/** How a wave ended. */
export interface WaveResult {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly Status: WaveStatus;
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly DurationSeconds?: number;
  readonly Servers: readonly {
    readonly SourceServerId: string;
    readonly HostName?: string;
    readonly Status: ServerStatus;
    readonly RecoveryJobId?: string;
    readonly InstanceId?: string;
    readonly Error?: string;
  }[];
}

/** The result of an execution that has ended. */
export function resultOf(view: ExecutionView): RunResult {
  const servers = view.Waves.flatMap((wave) => wave.Servers);
  return {
    Type: 'Result',
    ExecutionId: view.ExecutionId,
    PlanId: view.PlanId,
    Status: view.Status,
    DurationSeconds: (view.EndTime ?? view.StartTime) - view.StartTime,
    ServerCount: servers.length,
    LaunchedCount: servers.filter((server) => countsAsLaunched(server.Status)).length,
    Waves: view.Waves.map((wave) => ({
      WaveNumber: wave.WaveNumber,
      WaveName: wave.WaveName,
      Status: wave.Status,
      ...(wave.StartTime === undefined ? {} : { StartTime: wave.StartTime }),
      ...(wave.EndTime === undefined ? {} : { EndTime: wave.EndTime }),
      ...(wave.StartTime === undefined || wave.EndTime === undefined ? {} : { DurationSeconds: wave.EndTime - wave.StartTime }),
      Servers: wave.Servers.map(({ SourceServerId, HostName, Status, RecoveryJobId, InstanceId, Error }) => ({
        SourceServerId,
        ...(HostName === undefined ? {} : { HostName }),
        Status,
        ...(RecoveryJobId === undefined ? {} : { RecoveryJobId }),
        ...(InstanceId === undefined ? {} : { InstanceId }),
        ...(Error === undefined ? {} : { Error }),
      })),
    })),
    Errors: view.Errors,
    ...(view.CleanUp === undefined ? {} : { CleanUp: view.CleanUp }),
  };
}
