import { isCalm } from '../script/script.js';
import type { Invariant } from './invariant.js';
import { wavesOf } from './reading.js';

/** Where DRS's answer is a poll away at most, and each step of ours takes a second at the longest. Seconds. */
const promptly = 5;

/** P3: between two waves WaitTimeSeconds pass, within 10 % or 5 s. */
export const waitsAreKept: Invariant = {
  name: 'where nothing goes wrong, a wave starts WaitTimeSeconds after the last it depends on ended, within 10 % or 5 s',
  ids: ['P3', 'R1.3'],
  atEnd: (execution, { script }) => {
    if (!isCalm(script)) return [];
    return wavesOf(execution).flatMap((wave) => {
      if (wave.DependsOn.length === 0 || wave.StartTime === undefined || wave.PauseBefore) return [];
      const due = Math.max(...wave.DependsOn.map((number) => (execution.waves.get(number)?.EndTime ?? 0) + (execution.waves.get(number)?.WaitTimeSeconds ?? 0)));
      const wait = Math.max(...wave.DependsOn.map((number) => execution.waves.get(number)?.WaitTimeSeconds ?? 0));
      const gap = wave.StartTime - due;
      const allowed = Math.max(wait / 10, promptly) + 1 + (2 * script.clockSkew) / 1000;
      return gap > allowed || gap < -1 - (2 * script.clockSkew) / 1000 ? [`wave ${wave.WaveNumber} started ${gap} s after it might`] : [];
    });
  },
};

/** P4: a parallel wave's calls all fall within 5 s. */
export const launchedTogether: Invariant = {
  name: 'where nothing goes wrong, all launches of a parallel wave fall within 5 s',
  ids: ['P4', 'R1.4'],
  atEnd: (execution, { script, system }) => {
    if (!isCalm(script)) return [];
    return wavesOf(execution).flatMap((wave) => {
      if (wave.ExecutionType !== 'PARALLEL') return [];
      const times = system.witness.launches.filter((launch) => launch.executionId === wave.ExecutionId && launch.waveNumber === wave.WaveNumber).map((launch) => launch.at);
      const window = Math.max(...times) - Math.min(...times);
      // More jobs than there are slots for cannot begin together.
      const fits = times.length <= (script.world.Quotas?.ConcurrentJobs ?? 20) - 5;
      return times.length > 1 && fits && window > 5000 ? [`wave ${wave.WaveNumber}'s ${times.length} launches took ${window} ms`] : [];
    });
  },
};

/** R4: where nothing goes wrong, nothing fails. */
export const calmRunsSucceed: Invariant = {
  name: 'where nothing goes wrong and DRS is in time, the run is COMPLETED',
  ids: ['T2.1.1', 'A7', 'A8'],
  atEnd: (execution, { script }) => {
    const odd = (script.world.Servers ?? []).some((server) => server.Exists === false || server.ReplicationState !== undefined || server.RecoveryInstance !== undefined);
    const waves = wavesOf(execution);
    const answered = script.approver.answer === 'APPROVE' && waves.every((wave) => !wave.PauseBefore || wave.ApprovalTimeoutSeconds > script.approver.afterSeconds + 120);
    const inTime = waves.every((wave) => wave.TimeoutSeconds > 1800 && (script.world.Ec2?.PendingSeconds ?? 0) + (script.world.Ec2?.UnknownSeconds ?? 0) < 240);
    if (!isCalm(script) || odd || !answered || !inTime || execution.header.Status === 'COMPLETED') return [];
    return [`it is ${execution.header.Status}: ${waves.map((wave) => `${wave.WaveNumber} ${wave.WaveStatus}`).join(', ')}`];
  },
};
