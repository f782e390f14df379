import { functionTimeouts } from '@drs-orchestration/testkit';
import { runsSmoothly } from '../script/script.js';
import type { Launch, WitnessedExecution } from '../witness/witness.js';
import { slotsLeftByDrills } from './designBounds.js';
import type { Invariant, Run } from './invariant.js';
import { slackSeconds } from './reading.js';

/** How long before its intent a launch may have looked at DRS where it is answered at once. Seconds. */
const promptLook = 10;

/** What was so at this moment (milliseconds) must have been seen by the function that asked for a launch: it looks, then writes the intent, then calls, all within its time. */
function lookedAt({ at, waveNumber, callId }: Launch, { waves }: WitnessedExecution, run: Run): number {
  const intent = waves.get(waveNumber ?? -1)?.Calls[callId ?? '']?.At ?? at / 1000;
  return (intent - slackSeconds(run) - (runsSmoothly(run.script) ? promptLook : functionTimeouts.orchestrator)) * 1000;
}

/** The live instances that bar a run's drill: by server, in words, and since when (milliseconds). */
function barringInstances(executionId: string, { system }: Run): readonly { readonly server: string; readonly what: string; readonly since: number }[] {
  const { emulator, witness } = system;
  return emulator.recoveryInstances().flatMap((instance) => {
    const { id, server, isDrill, jobId, launchedAt } = instance;
    // DRS goes on to list what ended by itself; it runs no more.
    if (emulator.ec2State(instance) === 'terminated') return [];
    const owner = witness.launches.find(({ job }) => job.id === jobId)?.executionId;
    if (owner === executionId) return [];
    const run = owner === undefined ? undefined : witness.executions.get(owner);
    const unfinished = run?.header.Open !== undefined;
    if (isDrill && !unfinished) return [];
    return [{ server, since: isDrill ? Math.max(launchedAt, run?.openSince ?? 0) : launchedAt, what: `runs as ${id}, ${isDrill ? 'a drill\'s' : 'for real'}${unfinished ? `, of ${owner}, which is not finished` : ''}` }];
  });
}

/** Design section 6, live instances: a drill never endangers what runs for real, nor another run's instances. */
export const liveInstancesAreRespected: Invariant = {
  name: 'no drill launches a server that runs for real or for another unfinished run, nor anything where one did before it began',
  ids: [],
  atLaunch: (launch, execution, run) => {
    if (execution?.header.ExecutionType !== 'DRILL') return [];
    const { ExecutionId, StartTime } = execution.header;
    const barring = barringInstances(ExecutionId, run);
    const seen = barring.filter(({ server, since }) => launch.servers.includes(server) && since < lookedAt(launch, execution, run));
    const servers = new Set([...execution.waves.values()].flatMap((wave) => wave.Servers.map(({ SourceServerId }) => SourceServerId)));
    const before = barring.filter(({ server, since }) => servers.has(server) && since < (StartTime - slackSeconds(run)) * 1000);
    return [
      ...seen.map(({ server, what }) => `drill ${ExecutionId} launches ${server}, which ${what}`),
      ...before.map(({ server, what }) => `drill ${ExecutionId} goes on although ${server} ${what}, and did before it began`),
    ];
  },
};

/** Design section 6, packing: a drill never takes the last slots, which a real recovery may need. */
export const slotsAreLeft: Invariant = {
  name: 'a drill leaves 5 of the account\'s job slots free, whoever uses the others',
  ids: [],
  atLaunch: (launch, execution, run) => {
    if (execution?.header.ExecutionType !== 'DRILL') return [];
    const { emulator, witness } = run.system;
    const own = new Set(witness.launches.filter(({ executionId }) => executionId === launch.executionId).map(({ job }) => job.id));
    // Jobs that others began after it looked are no fault of its own; it looked after it was accepted.
    const since = Math.max(lookedAt(launch, execution, run), execution.header.StartTime * 1000 - 2 * run.script.clockSkew);
    const taken = emulator.jobs().filter((job) => emulator.status(job) !== 'COMPLETED' && (own.has(job.id) || job.createdAt <= since));
    const slots = run.script.world.Quotas?.ConcurrentJobs ?? 20;
    return taken.length > Math.max(1, slots - slotsLeftByDrills) ? [`${launch.job.id} of a drill takes job slot ${taken.length} of ${slots}: ${taken.length - own.size} of others, ${own.size} jobs so far of its own`] : [];
  },
};
