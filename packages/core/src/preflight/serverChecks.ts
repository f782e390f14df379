import type { PreflightCheck, PreflightFinding } from '../answers/preflight.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { inMinutes } from '../estimate/inMinutes.js';
import { jobsByServer } from '../launch/runningJobs.js';
import { replicationRefusal } from '../launch/replication.js';
import type { DrsJob, DrsSourceServer } from '../ports/drs.js';
import { counted, found, passed, unknownFor } from './check.js';
import type { DrsFacts } from './drsFacts.js';
import { findingOf } from './planChecks.js';
import type { PreparationProblem } from './preparationProblem.js';
import { liveInstanceProblems } from './serverProblems.js';

/**
 * The replication lag from which on a launch is warned of, in seconds. DRS takes a point in time every 10 minutes for
 * the last hour: a server that is further behind than one of those and a half would come up with data of which not
 * even the latest point is of the last quarter of an hour. A plan has no target of its own for this.
 */
export const lagWarningSeconds = 900;

/** What is to be known of the servers, in the order of the checks. @param resolved the waves, tags resolved. */
export function serverChecks(header: ExecutionHeader, resolved: readonly WaveRecord[], problems: readonly PreparationProblem[], facts: DrsFacts): readonly PreflightCheck[] {
  const { servers, live, jobs } = facts;
  if (!servers.known) return unknownFor(['SERVERS_KNOWN', 'SERVERS_REPLICATING', 'REPLICATION_LAG', 'NO_LIVE_INSTANCES', 'SERVERS_FREE'], servers);
  const ours = serversOf(resolved, servers.value);
  const nobody = unknownFor(['SERVERS_REPLICATING', 'REPLICATION_LAG', 'NO_LIVE_INSTANCES', 'SERVERS_FREE'], { known: false, reason: 'DRS knows none of the servers.' });
  if (ours.length === 0 && resolved.some((wave) => wave.Servers.length > 0 || wave.Tags !== undefined)) return [serversKnown(resolved, problems), ...nobody];
  return [
    serversKnown(resolved, problems),
    serversReplicating(header, ours, problems),
    replicationLag(ours),
    ...(live.known ? [noLiveInstances(header, resolved, live.value)] : unknownFor(['NO_LIVE_INSTANCES'], live)),
    ...(jobs.known ? [serversFree(resolved, jobs.value)] : unknownFor(['SERVERS_FREE'], jobs)),
  ];
}

interface PlacedServer {
  readonly server: DrsSourceServer;
  readonly wave: number;
}

function serversOf(waves: readonly WaveRecord[], known: readonly DrsSourceServer[]): readonly PlacedServer[] {
  const byId = new Map(known.map((server) => [server.sourceServerId, server]));
  return waves.flatMap((wave) => wave.Servers.flatMap(({ SourceServerId }) => {
    const server = byId.get(SourceServerId);
    return server === undefined ? [] : [{ server, wave: wave.WaveNumber }];
  }));
}

function serversKnown(resolved: readonly WaveRecord[], problems: readonly PreparationProblem[]): PreflightCheck {
  const missing = problems.filter(({ code }) => code === 'ServerUnknown' || code === 'NoServerMatches');
  const count = resolved.reduce((sum, wave) => sum + wave.Servers.length, 0);
  if (missing.length === 0) return passed('SERVERS_KNOWN', `DRS knows all ${counted(count, 'server')} of the plan.`);
  return found('SERVERS_KNOWN', 'FAILED', `DRS does not know all servers of the plan: ${counted(missing.length, 'finding')}.`, missing.map(findingOf));
}

function serversReplicating(header: ExecutionHeader, ours: readonly PlacedServer[], problems: readonly PreparationProblem[]): PreflightCheck {
  const stopped = problems.filter(({ code }) => code === 'ServerNotReplicating');
  if (stopped.length > 0) return found('SERVERS_REPLICATING', 'FAILED', `${counted(stopped.length, 'server')} cannot be launched: replication is not in a state for it.`, stopped.map(findingOf));
  // What a drill would be refused for, a recovery launches from the latest point there is.
  const interrupted = ours.flatMap(({ server, wave }): PreflightFinding[] =>
    header.ExecutionType === 'RECOVERY' && replicationRefusal(server, 'DRILL') !== undefined
      ? [{ Message: `Server ${server.sourceServerId} has stopped replicating (${server.replicationState ?? 'unknown'}): it would be launched from its latest recovery point.`, WaveNumber: wave, SourceServerId: server.sourceServerId }]
      : []);
  if (interrupted.length > 0) return found('SERVERS_REPLICATING', 'WARNING', `${counted(interrupted.length, 'server')} would come up with older data: replication has stopped.`, interrupted);
  return passed('SERVERS_REPLICATING', `${counted(ours.length, 'server')} of the plan replicate.`);
}

function replicationLag(ours: readonly PlacedServer[]): PreflightCheck {
  const late = ours.filter(({ server }) => (server.lagSeconds ?? 0) > lagWarningSeconds);
  const largest = Math.max(0, ...ours.map(({ server }) => server.lagSeconds ?? 0));
  if (late.length === 0) return passed('REPLICATION_LAG', `The largest replication lag is ${inMinutes(largest)}.`);
  return found(
    'REPLICATION_LAG',
    'WARNING',
    `${counted(late.length, 'server')} ${late.length === 1 ? 'lags' : 'lag'} more than ${inMinutes(lagWarningSeconds)} behind, at most ${inMinutes(largest)}: what was written since is not in what is launched.`,
    late.map(({ server, wave }) => ({ Message: `Server ${server.sourceServerId} lags ${inMinutes(server.lagSeconds ?? 0)} behind.`, WaveNumber: wave, SourceServerId: server.sourceServerId })),
  );
}

function noLiveInstances(header: ExecutionHeader, resolved: readonly WaveRecord[], refusals: ReadonlyMap<string, string>): PreflightCheck {
  if (refusals.size === 0) return passed('NO_LIVE_INSTANCES', `Nothing runs already that a ${header.ExecutionType.toLowerCase()} would endanger or double.`);
  return found('NO_LIVE_INSTANCES', 'FAILED', `${counted(refusals.size, 'server')} must not be launched: a recovery instance runs.`, liveInstanceProblems(resolved, refusals).map(findingOf));
}

function serversFree(resolved: readonly WaveRecord[], jobs: readonly DrsJob[]): PreflightCheck {
  const busy = jobsByServer(jobs);
  const findings = resolved.flatMap((wave) => wave.Servers.flatMap(({ SourceServerId }): PreflightFinding[] => {
    const job = busy.get(SourceServerId);
    return job === undefined ? [] : [{ Message: `Server ${SourceServerId} is in DRS job ${job.jobId} (${job.type}, ${job.status}). Wait until it is over.`, WaveNumber: wave.WaveNumber, SourceServerId }];
  }));
  if (findings.length === 0) return passed('SERVERS_FREE', 'No running DRS job holds a server of the plan.');
  return found('SERVERS_FREE', 'FAILED', `${counted(findings.length, 'server')} are in running DRS jobs, which would refuse their launch.`, findings);
}
