import { callTags, type ServerRecord } from '@drs-orchestration/core';
import { actionsGoOn, inLaunchOrder, isLaunched, letsDependents } from './design.js';
import type { Findings, Invariant } from './invariant.js';
import { ofWave, slackSeconds } from './reading.js';

/** P28: however often calls are repeated and functions die, DRS is asked once for each server. */
export const oneJobAServer: Invariant = {
  name: 'no server is in two launch jobs of one execution',
  ids: ['P28', 'R9.3'],
  atLaunch: (launch, _execution, { system }) => {
    if (launch.executionId === undefined) return [];
    const earlier = system.witness.launches.filter((other) => other !== launch && other.executionId === launch.executionId);
    return launch.servers.flatMap((server) => {
      const twice = earlier.find((other) => other.servers.includes(server));
      return twice === undefined ? [] : [`${server} is in ${twice.job.id} and in ${launch.job.id}`];
    });
  },
};

/** Design section 6: each call's intent is in the record before the call, open and in time. */
export const intentFirst: Invariant = {
  name: 'no launch is asked for whose intent is not in the record, open and not past its deadline',
  ids: ['R9.3'],
  atLaunch: (launch, execution, run) => {
    if (launch.executionId === undefined) return [];
    const call = execution?.waves.get(launch.waveNumber ?? -1)?.Calls[launch.callId ?? ''];
    if (call === undefined) return [`${launch.job.id} carries call ${launch.callId}, which is in no record`];
    const findings: string[] = [];
    if (call.JobId !== undefined || call.VoidedAt !== undefined) findings.push(`call ${launch.callId} was over already when it made ${launch.job.id}`);
    if ([...call.Servers].sort().join() !== [...launch.servers].sort().join()) findings.push(`call ${launch.callId} is of ${call.Servers.join()}, its job of ${launch.servers.join()}`);
    if (launch.at / 1000 > call.Deadline + slackSeconds(run)) findings.push(`call ${launch.callId} was made ${Math.round(launch.at / 1000 - call.Deadline)} s past its deadline`);
    return findings;
  },
};

/** P1, P2: a wave launches once all it depends on let it, their waits over. */
export const parentsFirst: Invariant = {
  name: 'no wave launches before the waves it depends on have succeeded and their waits are over',
  ids: ['P1', 'P2', 'P3', 'R1.1', 'R1.2', 'R1.3'],
  atLaunch: (launch, execution, run) => {
    const wave = execution?.waves.get(launch.waveNumber ?? -1);
    if (wave === undefined || execution === undefined) return [];
    return wave.DependsOn.flatMap((number) => {
      const parent = execution.waves.get(number);
      if (parent === undefined) return [`wave ${wave.WaveNumber} depends on wave ${number}, which is not there`];
      if (!letsDependents(parent)) return [`wave ${wave.WaveNumber} launches while wave ${number} is ${parent.WaveStatus}`];
      // What a retry leaves out is over from the start: there is nothing to wait for.
      if (parent.RecoveredEarlier !== undefined && parent.Servers.length === 0) return [];
      const since = launch.at / 1000 - (parent.EndTime ?? 0);
      return since + slackSeconds(run) < parent.WaitTimeSeconds ? [`wave ${wave.WaveNumber} launches ${since} s after wave ${number} ended, which has ${parent.WaitTimeSeconds} s to wait`] : [];
    });
  },
};

/** R4.5: what is cancelled launches nothing more. A call whose intent was first may still be made. */
export const nothingAfterCancel: Invariant = {
  name: 'no launch is asked for whose intent was written after the cancel',
  ids: ['R4.5'],
  atLaunch: (launch, execution) => {
    const intent = execution?.intents.get(launch.callId ?? '');
    const late = execution?.cancelledAtOrder !== undefined && intent !== undefined && intent > execution.cancelledAtOrder;
    return late ? [`${launch.job.id}, whose call ${launch.callId} was intended after the cancel`] : [];
  },
};

/** Design section 8: nobody launches a wave that has not been approved, or that is over. */
export const onlyLaunchingWavesLaunch: Invariant = {
  name: 'only a wave that is LAUNCHING launches',
  ids: ['P5'],
  atLaunch: (launch, execution) => {
    const wave = execution?.waves.get(launch.waveNumber ?? -1);
    if (wave === undefined) return [];
    const findings: string[] = [];
    // A wave that was settled, or a run that was finalized, while the call was on its way is no fault of the call's.
    const approved = !wave.PauseBefore || wave.Approval?.Decision === 'APPROVED';
    if (!approved) findings.push(`wave ${wave.WaveNumber} launches without an approval (${wave.WaveStatus})`);
    if (wave.WaveStatus === 'PENDING' || wave.WaveStatus === 'AWAITING_APPROVAL') findings.push(`wave ${wave.WaveNumber} launches while it is ${wave.WaveStatus}`);
    return findings;
  },
};

/** P5: one by one, in order, each after the one before it has succeeded. */
export const oneByOne: Invariant = {
  name: 'a sequential wave launches one server at a time, in order, each after the one before it succeeded',
  ids: ['P5', 'R1.5'],
  atLaunch: (launch, execution) => {
    const wave = execution?.waves.get(launch.waveNumber ?? -1);
    if (wave?.ExecutionType !== 'SEQUENTIAL') return [];
    if (launch.servers.length !== 1) return [`${launch.job.id} launches ${launch.servers.length} servers of sequential wave ${wave.WaveNumber}`];
    const order = inLaunchOrder(wave);
    const position = order.findIndex((server) => server.SourceServerId === launch.servers[0]);
    const isDone = (server: ServerRecord): boolean => isLaunched(server) && (!wave.HealthCheck.Enabled || server.HealthStatus === 'PASSED' || server.Status === 'WARNING') && !actionsGoOn(server, execution?.header.ExecutionType);
    const unfinished = order.slice(0, position).find((server) => !isDone(server));
    return unfinished === undefined ? [] : [`server ${launch.servers[0]} launches while ${unfinished.SourceServerId} before it is ${unfinished.Status} (health ${unfinished.HealthStatus}, launch actions ${unfinished.PostLaunchActionsStatus})`];
  },
};

interface StartRecoveryRequest {
  readonly sourceServers?: readonly { readonly sourceServerID: string; readonly recoverySnapshotID?: string }[];
  readonly isDrill?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** P6, R2.2: what goes to DRS says which servers, which snapshot, and whether it is a drill. */
export const rightRequests: Invariant = {
  name: 'each StartRecovery names the wave\'s servers, their snapshot (none for the latest), and whether it is a drill',
  ids: ['P6', 'R2.1', 'R2.2'],
  atEnd: (execution, { system }) =>
    system.emulator.calls.flatMap(({ operation, request }): Findings => {
      const { sourceServers = [], isDrill, tags = {} } = (request ?? {}) as StartRecoveryRequest;
      if (operation !== 'StartRecovery' || tags[callTags.executionId] !== execution.header.ExecutionId) return [];
      const wave = ofWave(execution, Number(tags[callTags.wave]));
      const findings: string[] = [];
      if (isDrill !== (execution.header.ExecutionType === 'DRILL')) findings.push(`a ${execution.header.ExecutionType} asked for isDrill ${isDrill}`);
      const wanted = wave.RecoverySnapshotId === 'LATEST' ? undefined : wave.RecoverySnapshotId;
      for (const { sourceServerID, recoverySnapshotID } of sourceServers) {
        if (recoverySnapshotID !== wanted) findings.push(`${sourceServerID} was asked for at ${recoverySnapshotID}, not ${wanted}`);
        if (!wave.Servers.some((server) => server.SourceServerId === sourceServerID)) findings.push(`${sourceServerID} is not in wave ${wave.WaveNumber}`);
      }
      return findings;
    }),
};
