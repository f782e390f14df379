import type { ServerRecord } from '@drs-orchestration/core';
import { hasEnded } from './design.js';
import type { Invariant, Run } from './invariant.js';

/** Whether the instance that a server was launched as runs, or ran when its clean-up began. */
function ranToTheEnd(server: ServerRecord, { script, system }: Run): boolean {
  const instance = system.emulator.everyInstance().find(({ server: id, jobId }) => id === server.SourceServerId && jobId === server.RecoveryJobId);
  if (instance === undefined) return false;
  if (system.emulator.ec2State(instance) === 'running') return true;
  const spoilt = (script.world.Faults ?? []).some((fault) => 'Phase' in fault && fault.Server === server.SourceServerId && fault.Phase === 'BOOT');
  const runsFrom = instance.launchedAt + (script.world.Ec2?.PendingSeconds ?? 0) * 1000;
  return !spoilt && instance.termination !== undefined && instance.termination.job.createdAt >= runsFrom;
}

/** Design section 4: reconciling finds out what became of a launch; what our own clean-up did to it afterwards is no failure of it. */
export const reconcilingBelieves: Invariant = {
  name: 'reconciling never makes FAILED what DRS and EC2 showed running until its own clean-up',
  ids: ['A4'],
  atWave: ({ before, after }, { header }, run) => {
    if (before === undefined || !hasEnded(header.Status)) return [];
    return after.Servers.flatMap((server, index) => {
      const fails = server.Status === 'FAILED' && before.Servers[index]?.Status !== 'FAILED' && server.PostLaunchActionsStatus !== 'FAILED';
      return fails && ranToTheEnd(server, run) ? [`wave ${after.WaveNumber}: ${server.SourceServerId} was ${before.Servers[index]?.Status}, is FAILED (${server.Error}), and its instance ran`] : [];
    });
  },
};
