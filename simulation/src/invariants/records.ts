import { callTags, type Item, type ServerRecord } from '@drs-orchestration/core';
import { storedRecordFaults } from '@drs-orchestration/testkit';
import { planOf } from '../script/anotherPlan.js';
import { hasEnded, isLaunched, letsDependents, wasCancelled } from './design.js';
import type { Findings, Invariant, Run } from './invariant.js';
import { isAbandoned, launchJobsOf, serversOf, slackSeconds, wavesOf } from './reading.js';

/** Every DRS job that exists is in the record, in its call and with its servers. */
export const everyJobOnRecord: Invariant = {
  name: 'every DRS job of an execution is in its record, under its call and with its servers',
  ids: ['A10', 'A16'],
  atEnd: (execution, run) =>
    launchJobsOf(execution, run).flatMap((job): Findings => {
      const wave = execution.waves.get(Number(job.tags[callTags.wave]));
      const callId = job.tags[callTags.call] ?? '';
      const call = wave?.Calls[callId];
      // Not even the drain's bound excuses it: no trouble here lasts so long that nobody could look for it.
      if (call?.JobId !== job.id) return [`${job.id} is not in the record: its call ${callId} says ${JSON.stringify(call)}`];
      const missing = job.servers.filter(({ id }) => !wave?.Servers.some((server) => server.SourceServerId === id && server.RecoveryJobId === job.id));
      return missing.map(({ id }) => `${id} does not know of its job ${job.id}`);
    }),
};

/** What DRS and EC2 know of a server, against what the record says of it. */
function untrue(server: ServerRecord, run: Run, execution: Parameters<NonNullable<Invariant['atEnd']>>[0]): Findings {
  const { emulator } = run.system;
  const launch = launchJobsOf(execution, run).find((job) => job.id === server.RecoveryJobId);
  const part = launch?.servers.find(({ id }) => id === server.SourceServerId);
  if (launch === undefined || part === undefined) {
    const claims = ['LAUNCHED', 'WARNING', 'TERMINATED', 'PENDING', 'STARTED', 'IN_PROGRESS'].includes(server.Status);
    return claims ? [`${server.SourceServerId} is ${server.Status}, but DRS never launched it`] : [];
  }
  if (emulator.status(launch) !== 'COMPLETED' || isAbandoned(execution, launch.id)) return [];
  const truth = emulator.launchStatus(part);
  const launched = truth === 'LAUNCHED' || truth === 'TERMINATED';
  const claimed = isLaunched(server);
  const spoiltLater = server.HealthStatus === 'FAILED' || server.HealthStatus === 'TIMEOUT' || server.PostLaunchActionsStatus === 'FAILED';
  if (claimed && !launched) return [`${server.SourceServerId} is ${server.Status}, but DRS says ${truth}`];
  if (!claimed && launched && !spoiltLater) return [`${server.SourceServerId} is ${server.Status}, but DRS says ${truth} (${server.Error ?? 'no error'})`];
  if (server.InstanceId !== undefined && launched && server.InstanceId !== part.instanceId) return [`${server.SourceServerId} is on record as ${server.InstanceId}, but was launched as ${part.instanceId}`];
  return [];
}

/** A4, A10: a record that lies is worse than none. */
export const recordTellsTheTruth: Invariant = {
  name: 'what a final record says of each server is what DRS says',
  ids: ['A4', 'A10', 'R2.3', 'P7', 'T1.5.2'],
  atEnd: (execution, run) => (hasEnded(execution.header.Status) ? serversOf(execution).flatMap(({ server }) => untrue(server, run, execution)) : []),
};

/** P11, P17: a failed server says why, and of which job. */
export const failuresExplained: Invariant = {
  name: 'each failed server is on record with its error, and with its job where it had one',
  ids: ['P11', 'P17', 'R4.1', 'R5.4'],
  atEnd: (execution, { script }) =>
    serversOf(execution).flatMap(({ wave, server }) => {
      if (server.Status !== 'FAILED') return [];
      // Where DRS can be asked, what it says of the failure is on record, in its own words.
      const faults = script.world.Faults ?? [];
      const scripted = faults.find((fault) => 'Server' in fault && fault.Server === server.SourceServerId && fault.Fault === 'FAIL' && ['SNAPSHOT', 'CONVERSION', 'LAUNCH'].includes(fault.Phase));
      const launched = server.RecoveryJobId !== undefined && server.InstanceId === undefined;
      if (scripted !== undefined && launched && !faults.some((fault) => 'Service' in fault) && !server.Error?.includes('scripted failure')) return [`${server.SourceServerId} failed as scripted, but its error is ${server.Error}`];
      const call = Object.values(wave.Calls).find((candidate) => candidate.JobId !== undefined && candidate.Servers.includes(server.SourceServerId));
      const findings: string[] = [];
      if (server.Error === undefined || server.Error === '') findings.push(`${server.SourceServerId} is FAILED without an error`);
      if (call !== undefined && server.RecoveryJobId !== call.JobId) findings.push(`${server.SourceServerId} is FAILED without its job ${call.JobId}`);
      return findings;
    }),
};

/** P12: downstream of a wave that did not succeed, nothing is attempted. */
export const downstreamIsSkipped: Invariant = {
  name: 'everything downstream of a wave that did not succeed is SKIPPED and never attempted',
  ids: ['P12', 'R4.2'],
  atEnd: (execution, run) => {
    if (wasCancelled(execution.header)) return [];
    const waves = wavesOf(execution);
    const lets = new Map(waves.map((wave) => [wave.WaveNumber, letsDependents(wave)]));
    return waves.flatMap((wave) => {
      const barred = wave.DependsOn.find((number) => lets.get(number) === false);
      if (barred === undefined) return [];
      // It failed in its own right, waiting, before it could be known.
      const failedBefore = wave.WaveStatus === 'FAILED' && Object.keys(wave.Calls).length === 0 && (wave.EndTime ?? Infinity) <= (execution.waves.get(barred)?.EndTime ?? 0) + slackSeconds(run);
      // All of it had launched in the run that this one retries: nothing was left to attempt.
      const nothingLeft = execution.header.RetryOf !== undefined && wave.WaveStatus === 'COMPLETED' && wave.Servers.length === 0;
      if (failedBefore || nothingLeft) return [];
      if (wave.WaveStatus !== 'SKIPPED') return [`wave ${wave.WaveNumber} is ${wave.WaveStatus}, though wave ${barred} did not succeed`];
      return Object.keys(wave.Calls).length > 0 ? [`wave ${wave.WaveNumber} is SKIPPED, but was attempted`] : wave.Servers.filter((server) => server.Status !== 'SKIPPED').map((server) => `${server.SourceServerId} of skipped wave ${wave.WaveNumber} is ${server.Status}`);
    });
  },
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** P14, P18: required fields, in their formats. */
export const recordsAreWhole: Invariant = {
  name: 'a record has all its fields, of the right types',
  ids: ['P14', 'P18', 'P22', 'R5.1', 'R5.5', 'R6.5'],
  atHeader: ({ after }, _execution, { script, system }) => {
    const findings: string[] = [];
    if (!uuid.test(after.ExecutionId)) findings.push(`ExecutionId ${after.ExecutionId} is no UUID`);
    if (planOf(script, after.PlanId).plan.PlanName !== after.PlanName) findings.push(`PlanName ${after.PlanName} of plan ${after.PlanId}`);
    if (!Number.isInteger(after.StartTime) || Math.abs(after.StartTime * 1000 - system.startedAt) > 90 * 86_400_000) findings.push(`StartTime ${after.StartTime}`);
    if (after.InitiatedBy === '') findings.push('nobody initiated it');
    if (after.SourceAccountId !== system.emulator.account) findings.push(`SourceAccountId ${after.SourceAccountId}`);
    if (after.TargetAccountId !== system.emulator.recoveryAccount) findings.push(`TargetAccountId ${after.TargetAccountId}`);
    return findings;
  },
  atWave: ({ after }) => {
    const seen = new Set(after.Servers.map((server) => server.SourceServerId));
    const findings: string[] = seen.size === after.Servers.length ? [] : [`wave ${after.WaveNumber} has a server twice`];
    for (const server of after.Servers) {
      if (server.Status === 'LAUNCHED' && (server.LaunchedTime === undefined || server.RecoveryJobId === undefined)) findings.push(`${server.SourceServerId} is LAUNCHED without ${server.LaunchedTime === undefined ? 'a LaunchedTime' : 'a job'}`);
      if (server.RecoveryJobId !== undefined && server.LaunchTime === undefined) findings.push(`${server.SourceServerId} has a job without a LaunchTime`);
    }
    return findings;
  },
  atEnd: (execution) => [execution.header, ...wavesOf(execution)].flatMap((record) => storedRecordFaults(record as unknown as Item)),
};
