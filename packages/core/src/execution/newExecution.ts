import { boundedWaves, executionBoundSeconds } from '../plan/executionBounds.js';
import type { ExecutionType, ProtectionGroup, StoredPlan, Wave } from '../plan/plan.js';
import { dependentsOf, effectiveDependencies } from '../plan/waveGraph.js';
import type { StoredExecution } from './executions.js';
import type { ExecutionHeader, ServerRecord, WaveRecord } from './records.js';
import { withoutRecovered, type RecoveredServers } from './recoveredServers.js';
import { softwareVersion } from '../softwareVersion.js';
import { headerItem, waveItem } from './waveItem.js';

/** What an execution is started with. */
export interface ExecutionRequest {
  readonly executionId: string;
  readonly plan: StoredPlan;
  readonly groups: readonly ProtectionGroup[];
  readonly executionType: ExecutionType;
  /** Who started it (the IAM principal). */
  readonly initiatedBy: string;
  readonly sourceAccountId: string;
  /** The deployment's topic, for plans that name none. */
  readonly defaultTopicArn?: string;
  /** Where it launches what an earlier one did not recover. */
  readonly retry?: Retry;
  /** Unix seconds. */
  readonly now: number;
}

/** What a retry retries. */
export interface Retry {
  readonly executionId: string;
  /** What needs no launch any more. */
  readonly recovered: RecoveredServers;
}

/** The records of a new execution: PENDING, with the plan and its groups frozen into them (design section 3). */
export function newExecution(request: ExecutionRequest): StoredExecution {
  const { plan, groups, now } = request;
  const dependencies = effectiveDependencies(plan);
  const dependents = dependentsOf(dependencies);
  const waves = plan.Waves.map((wave) => newWave(request, wave, dependencies.get(wave.WaveNumber) ?? [], dependents.get(wave.WaveNumber) ?? []));
  const topic = plan.Notifications?.SnsTopicArn ?? request.defaultTopicArn;
  const header: ExecutionHeader = {
    ExecutionId: request.executionId,
    Item: headerItem,
    Rev: 1,
    PlanId: plan.PlanId,
    PlanName: plan.PlanName,
    PlanVersion: plan.Version,
    SoftwareVersion: softwareVersion,
    ...(request.retry === undefined ? {} : { RetryOf: request.retry.executionId }),
    ExecutionType: request.executionType,
    Status: 'PENDING',
    StartTime: now,
    InitiatedBy: request.initiatedBy,
    SourceAccountId: request.sourceAccountId,
    TargetAccountId: plan.TargetAccountId ?? request.sourceAccountId,
    Region: plan.Region,
    ...(plan.AssumeRoleName === undefined ? {} : { AssumeRoleName: plan.AssumeRoleName }),
    ...(plan.ExternalId === undefined ? {} : { ExternalId: plan.ExternalId }),
    WaveOrdering: plan.WaveOrdering,
    ...(topic === undefined ? {} : { SnsTopicArn: topic }),
    ...(plan.RtoTargetSeconds === undefined ? {} : { RtoTargetSeconds: plan.RtoTargetSeconds }),
    TerminateAfterDrill: plan.TerminateAfterDrill,
    WaveCount: waves.length,
    BoundTime: now + executionBoundSeconds(boundedWaves(plan, groups), request.executionType),
    Polls: 0,
    Errors: [],
    Locked: true,
    Open: 'OPEN',
  };
  return { header, waves };
}

function newWave({ executionId, groups, retry, now }: ExecutionRequest, wave: Wave, dependsOn: readonly number[], dependents: readonly number[]): WaveRecord {
  const { Dependencies: _dependencies, ServerIds, ...frozen } = wave;
  const group = groups.find((candidate) => candidate.GroupId === wave.ProtectionGroupId);
  const servers = ServerIds ?? group?.ServerIds ?? [];
  const record: WaveRecord = {
    ...frozen,
    ExecutionId: executionId,
    Item: waveItem(wave.WaveNumber),
    Rev: 1,
    DependsOn: dependsOn,
    Dependents: dependents,
    ...(group?.Tags === undefined ? {} : { Tags: group.Tags }),
    WaveStatus: 'PENDING',
    Servers: servers.map(newServer),
    Calls: {},
    Tokens: {},
    Errors: [],
  };
  return retry === undefined ? record : leavingOut(record, retry.recovered, now);
}

/**
 * A wave without the servers that were recovered earlier, COMPLETED where none is left to launch; a group's tags are
 * resolved first (PrepareExecution).
 * @param at Unix seconds.
 */
export function leavingOut(wave: WaveRecord, recovered: RecoveredServers, at: number): WaveRecord {
  const { ExecutionOrder: _order, ...rest } = wave;
  const left: WaveRecord = { ...rest, ...withoutRecovered(wave.Servers, wave.ExecutionOrder, recovered) };
  const over = left.RecoveredEarlier !== undefined && left.Servers.length === 0;
  return over ? { ...left, WaveStatus: 'COMPLETED', StartTime: at, EndTime: at, ReleasedAt: at } : left;
}

/** A server that is to be launched. */
export function newServer(sourceServerId: string): ServerRecord {
  return { SourceServerId: sourceServerId, Status: 'NOT_STARTED', TransitionHistory: [] };
}
