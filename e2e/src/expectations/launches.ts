import { countsAsLaunched, type DrsJob, type ExecutionView } from '@drs-orchestration/core';

/** A server's launch by a job: what an exactly-once launch is counted by. */
function pairsOf(jobs: readonly DrsJob[]): readonly string[] {
  return jobs.flatMap((job) => job.servers.map((server) => `${server.sourceServerId} ${job.jobId}`)).sort();
}

/**
 * DRS made one launch job a server, and the record names for each server the very job that DRS has (R9.3, P28).
 * @param jobs the launch jobs that DRS says it made for this run
 * @throws Error with both sides, where they differ.
 */
export function expectOneJobAServer(view: ExecutionView, jobs: readonly DrsJob[]): void {
  const servers = view.Waves.flatMap((wave) => wave.Servers);
  const recorded = servers.flatMap((server) => (server.RecoveryJobId === undefined ? [] : [`${server.SourceServerId} ${server.RecoveryJobId}`])).sort();
  const made = pairsOf(jobs);
  const twice = servers.filter((server) => jobs.filter((job) => job.servers.some((part) => part.sourceServerId === server.SourceServerId)).length > 1);
  const told = [
    ...twice.map((server) => `${server.SourceServerId} has more than one launch job`),
    ...made.filter((pair) => !recorded.includes(pair)).map((pair) => `DRS launched ${pair}, which the record lacks`),
    ...recorded.filter((pair) => !made.includes(pair)).map((pair) => `the record says ${pair}, which DRS lacks`),
    ...servers.filter((server) => countsAsLaunched(server.Status) && server.RecoveryJobId === undefined).map((server) => `${server.SourceServerId} counts as launched without a job`),
  ];
  if (told.length > 0) throw new Error(`launches and the record differ:\n${told.join('\n')}`);
}
