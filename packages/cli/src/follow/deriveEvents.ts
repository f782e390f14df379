import { countsAsLaunched, isFinal, isSettled, lets, topologicalOrder, type ExecutionView, type WaveView } from '@drs-orchestration/core';
import type { NamedWave, RunEventDetail } from './events.js';
import { serverEvents } from './serverEvents.js';

const cleanUpOver = (view: ExecutionView): boolean => view.CleanUp !== undefined && ['COMPLETED', 'FAILED'].includes(view.CleanUp.Status);

/** The first event of a run. */
export function startEvent(view: ExecutionView): RunEventDetail {
  return {
    Type: 'ExecutionStarted',
    PlanId: view.PlanId,
    PlanName: view.PlanName,
    ExecutionType: view.ExecutionType,
    Waves: view.Waves.map((wave) => ({ ...named(wave), DependsOn: wave.DependsOn, ServerIds: serverIds(wave) })),
  };
}

/**
 * What happened between two looks at an execution, in the order in which it must have: waves in dependency order,
 * what began before what ended. A look may come late, so a wave may start and end in one.
 */
export function deriveEvents(before: ExecutionView, after: ExecutionView): readonly RunEventDetail[] {
  const ended = !isFinal(before.Status) && isFinal(after.Status);
  return [
    ...(before.Status !== after.Status && !isFinal(after.Status) ? [{ Type: 'ExecutionStatusChanged', From: before.Status, Status: after.Status } as const] : []),
    ...dependencyOrder(after.Waves).flatMap((wave) => {
      const earlier = before.Waves.find((other) => other.WaveNumber === wave.WaveNumber);
      return earlier === undefined ? [] : waveEvents(earlier, wave, after);
    }),
    ...(ended ? [endEvent(after)] : []),
    ...cleanUpEvents(before, after),
  ];
}

function endEvent(view: ExecutionView): RunEventDetail {
  return { Type: 'ExecutionEnded', Status: view.Status, DurationSeconds: (view.EndTime ?? view.StartTime) - view.StartTime, Errors: view.Errors };
}

function cleanUpEvents(before: ExecutionView, after: ExecutionView): readonly RunEventDetail[] {
  const { CleanUp: cleanUp } = after;
  if (cleanUp === undefined) return [];
  const events: RunEventDetail[] = [];
  if (before.CleanUp?.StartedAt === undefined && cleanUp.StartedAt !== undefined) events.push({ Type: 'CleanUpStarted' });
  if (!cleanUpOver(before) && cleanUpOver(after)) {
    const { Status, TerminatedCount, Remaining, Error } = cleanUp;
    events.push({ Type: 'CleanUpEnded', Status, TerminatedCount, Remaining, ...(Error === undefined ? {} : { Error }) });
  }
  return events;
}

function waveEvents(before: WaveView, after: WaveView, execution: ExecutionView): readonly RunEventDetail[] {
  const wave = named(after);
  const events: RunEventDetail[] = [];
  if (before.Servers.length === 0 && after.Servers.length > 0) events.push({ Type: 'WaveServersResolved', ...wave, ServerIds: serverIds(after) });
  if (before.Approval === undefined && after.Approval !== undefined) events.push({ Type: 'WaveAwaitingApproval', ...wave, ExpiresAt: after.Approval.ExpiresAt });
  if (before.Approval?.Decision === undefined && after.Approval?.Decision !== undefined) {
    const { Decision, By, Reason } = after.Approval;
    events.push({ Type: 'WaveApprovalAnswered', ...wave, Decision, ...(By === undefined ? {} : { By }), ...(Reason === undefined ? {} : { Reason }) });
  }
  if (before.StartTime === undefined && after.StartTime !== undefined) events.push({ Type: 'WaveStarted', ...wave, ServerIds: serverIds(after), ...(after.RecoveredEarlier === undefined || after.RecoveredEarlier.length === 0 ? {} : { RecoveredEarlier: after.RecoveredEarlier }) });
  events.push(...serverEvents(before, after, wave));
  if (!isSettled(before.Status) && isSettled(after.Status)) events.push(waveEnd(after, execution));
  return events;
}

function waveEnd(wave: WaveView, execution: ExecutionView): RunEventDetail {
  const because = reasonOfEnd(wave, execution);
  return {
    Type: 'WaveEnded',
    ...named(wave),
    Status: wave.Status,
    ...(wave.StartTime === undefined || wave.EndTime === undefined ? {} : { DurationSeconds: wave.EndTime - wave.StartTime }),
    LaunchedCount: wave.Servers.filter((server) => countsAsLaunched(server.Status)).length,
    ServerCount: wave.Servers.length,
    ...(wave.RecoveredEarlier === undefined || wave.RecoveredEarlier.length === 0 ? {} : { RecoveredEarlierCount: wave.RecoveredEarlier.length }),
    ...(because === undefined ? {} : { Because: because }),
  };
}

/** Why a wave ended as it did, where the wave itself does not show it. */
export function reasonOfEnd(wave: WaveView, execution: ExecutionView): string | undefined {
  if (wave.Status === 'SKIPPED') {
    const parent = execution.Waves.find((other) => wave.DependsOn.includes(other.WaveNumber) && isSettled(other.Status) && !letsGoOn(other));
    return parent === undefined ? 'nothing of it was launched' : `wave ${parent.WaveNumber} (${parent.WaveName}) is ${parent.Status}`;
  }
  return execution.Errors.find((error) => error.WaveNumber === wave.WaveNumber && error.SourceServerId === undefined)?.Message;
}

function letsGoOn({ Status, OnPartialFailure }: WaveView): boolean {
  return lets({ WaveStatus: Status, OnPartialFailure });
}

/** Waves so that each comes after all it depends on. */
export function dependencyOrder(waves: readonly WaveView[]): readonly WaveView[] {
  const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
  const dependencies = new Map(waves.map((wave) => [wave.WaveNumber, wave.DependsOn]));
  return topologicalOrder([...byNumber.keys()], dependencies).flatMap((number) => byNumber.get(number) ?? []);
}

function named(wave: WaveView): NamedWave {
  return { WaveNumber: wave.WaveNumber, WaveName: wave.WaveName };
}

function serverIds(wave: WaveView): readonly string[] {
  return wave.Servers.map((server) => server.SourceServerId);
}
