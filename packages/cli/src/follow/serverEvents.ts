import type { ServerView, WaveView } from '@drs-orchestration/core';
import type { NamedWave, RunEventDetail } from './events.js';

/** What happened to the servers of a wave between two looks: jobs first, then each server's changes. */
export function serverEvents(before: WaveView, after: WaveView, wave: NamedWave): readonly RunEventDetail[] {
  const earlier = new Map(before.Servers.map((server) => [server.SourceServerId, server]));
  const jobsBefore = new Set(before.Servers.flatMap((server) => server.RecoveryJobId ?? []));
  const jobs = [...new Set(after.Servers.flatMap((server) => server.RecoveryJobId ?? []))].filter((id) => !jobsBefore.has(id));
  return [
    ...jobs.map((RecoveryJobId): RunEventDetail => ({
      Type: 'JobStarted',
      ...wave,
      RecoveryJobId,
      ServerIds: after.Servers.filter((server) => server.RecoveryJobId === RecoveryJobId).map((server) => server.SourceServerId),
    })),
    // Each kind for all servers before the next kind, so that a server never passes before it is launched.
    ...[statusChange, timeout, healthChange].flatMap((kind) =>
      after.Servers.flatMap((server) => kind(earlier.get(server.SourceServerId), server, { ...wave, ...named(server) })),
    ),
  ];
}

type NamedServer = NamedWave & { readonly SourceServerId: string; readonly HostName?: string };
type Change = (before: ServerView | undefined, after: ServerView, name: NamedServer) => readonly RunEventDetail[];

function named({ SourceServerId, HostName }: ServerView): Omit<NamedServer, keyof NamedWave> {
  return { SourceServerId, ...(HostName === undefined ? {} : { HostName }) };
}

const statusChange: Change = (before, after, name) => {
  const From = before?.Status ?? 'NOT_STARTED';
  if (From === after.Status) return [];
  const { Status, RecoveryJobId, InstanceId, Error } = after;
  return [
    {
      Type: 'ServerStatusChanged',
      ...name,
      From,
      Status,
      ...(RecoveryJobId === undefined ? {} : { RecoveryJobId }),
      ...(InstanceId === undefined ? {} : { InstanceId }),
      ...(Error === undefined ? {} : { Error }),
    },
  ];
};

const timeout: Change = (before, after, name) => (before?.TimeoutDetected !== true && after.TimeoutDetected === true ? [{ Type: 'ServerTimedOut', ...name }] : []);

const healthChange: Change = (before, after, name) =>
  after.HealthStatus === undefined || before?.HealthStatus === after.HealthStatus ? [] : [{ Type: 'ServerHealthChanged', ...name, HealthStatus: after.HealthStatus }];
