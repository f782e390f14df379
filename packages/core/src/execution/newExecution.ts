import { boundedWaves, executionBoundSeconds } from '../plan/executionBounds.js';
import type { ExecutionType, ProtectionGroup, StoredPlan, Wave } from '../plan/plan.js';
import { dependentsOf, effectiveDependencies } from '../plan/waveGraph.js';
import type { StoredExecution } from './executions.js';
import type { ExecutionHeader, ServerRecord, WaveRecord } from './records.js';
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
  /** Unix seconds. */
  readonly now: number;
}

/** The records of a new execution: PENDING, with the plan and its groups frozen into them (design section 3). */
export function newExecution(request: ExecutionRequest): StoredExecution {
  const { plan, groups, now } = request;
  const dependencies = effectiveDependencies(plan);
  const dependents = dependentsOf(dependencies);
  const waves = plan.Waves.map((wave) => newWave(request.executionId, wave, groups, dependencies.get(wave.WaveNumber) ?? [], dependents.get(wave.WaveNumber) ?? []));
  const topic = plan.Notifications?.SnsTopicArn ?? request.defaultTopicArn;
  const header: ExecutionHeader = {
    ExecutionId: request.executionId,
    Item: headerItem,
    Rev: 1,
    PlanId: plan.PlanId,
    PlanName: plan.PlanName,
    PlanVersion: plan.Version,
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

function newWave(executionId: string, wave: Wave, groups: readonly ProtectionGroup[], dependsOn: readonly number[], dependents: readonly number[]): WaveRecord {
  const { Dependencies: _dependencies, ServerIds, ...frozen } = wave;
  const group = groups.find((candidate) => candidate.GroupId === wave.ProtectionGroupId);
  const servers = ServerIds ?? group?.ServerIds ?? [];
  return {
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
}

/** A server that is to be launched. */
export function newServer(sourceServerId: string): ServerRecord {
  return { SourceServerId: sourceServerId, Status: 'NOT_STARTED', TransitionHistory: [] };
}
