import * as z from 'zod';
import {
  count, executionId, executionStatus, executionType, jobId, nextCursor, planId, principal, seconds, serverId, serverStatus, time, waveExecutionType, waveNumber, waveOrdering, waveSettings, waveStatus,
} from './fields.js';

const error = z
  .strictObject({
    Code: z.string().meta({ description: 'Stable, e.g. ServerUnknown' }),
    Message: z.string(),
    At: time('When it was noticed'),
    WaveNumber: waveNumber.exactOptional(),
    SourceServerId: z.string().exactOptional(),
    RecoveryJobId: jobId.exactOptional(),
  })
  .meta({ id: 'ExecutionError', description: 'Something that went wrong' });

const drsPhase = z
  .strictObject({
    Phase: z.enum(['SNAPSHOT', 'CONVERSION', 'LAUNCH']),
    StartTime: time('When it began'),
    EndTime: time('When it ended').exactOptional(),
    Failed: z.literal(true).exactOptional(),
  })
  .meta({ id: 'DrsPhase', description: 'What DRS’s job log tells of one part of a server’s launch' });

const server = z
  .strictObject({
    SourceServerId: serverId,
    Status: serverStatus,
    HostName: z.string().exactOptional(),
    RecoveryJobId: jobId.exactOptional(),
    LaunchTime: time('When its launch call was made').exactOptional(),
    LaunchedTime: time('When it was seen LAUNCHED').exactOptional(),
    InstanceId: z.string().exactOptional(),
    PrivateIpAddress: z.string().exactOptional(),
    PostLaunchActionsStatus: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'NONE']).exactOptional().meta({ description: 'In a recovery; NONE once its job is over and showed none' }),
    HealthStatus: z.enum(['PENDING', 'PASSED', 'FAILED', 'TIMEOUT']).exactOptional(),
    TimeoutDetected: z.boolean().exactOptional().meta({ description: 'Its launch took longer than the wave allows' }),
    ActionsTimeoutDetected: z.boolean().exactOptional().meta({ description: 'Its launch actions took longer than the wave allows' }),
    Error: z.string().exactOptional(),
    TerminatedTime: time('When clean-up saw its instance gone').exactOptional(),
    DrsPhases: z.array(drsPhase).exactOptional(),
    TransitionHistory: z.array(z.strictObject({ Status: serverStatus, At: time('When it entered the status') })).meta({ description: 'The latest 20' }),
    LastPolledTime: time('When DRS was last asked about it').exactOptional(),
    PollAttempts: count.meta({ description: 'Polls of the execution from its launch until it settled' }),
  })
  .meta({ id: 'ServerView', description: 'A server of a wave' });

const job = z
  .strictObject({ RecoveryJobId: jobId, At: time('When its launch was decided'), EndedAt: time('When it was seen to have ended').exactOptional(), ServerIds: z.array(serverId) })
  .meta({ id: 'JobView', description: 'A DRS job of a wave' });

const approval = z
  .strictObject({
    RequestedAt: time('When it was asked for'),
    ExpiresAt: time('When it ends unanswered'),
    NotifiedAt: time('When the message that asks for it was sent').exactOptional(),
    Decision: z.enum(['APPROVED', 'REJECTED']).exactOptional(),
    By: principal.exactOptional(),
    Reason: z.string().exactOptional(),
    At: time('When it was answered').exactOptional(),
  })
  .meta({ id: 'Approval' });

const wave = z
  .strictObject({
    WaveNumber: waveNumber,
    WaveName: z.string(),
    Status: waveStatus,
    ExecutionType: waveExecutionType,
    DependsOn: z.array(waveNumber).meta({ description: 'The waves it waits for' }),
    ProtectionGroupId: z.string().exactOptional(),
    ...waveSettings,
    StartTime: time('When it began').exactOptional(),
    EndTime: time('When it was settled').exactOptional(),
    ReleasedAt: time('When its dependents were released').exactOptional(),
    ExpectedSeconds: seconds('How long its launches and health checks are expected to take').exactOptional(),
    RecoveredEarlier: z.array(z.strictObject({ SourceServerId: serverId, ExecutionId: executionId })).exactOptional().meta({ description: 'A retry’s: servers that need no launch any more' }),
    SlotWaitSince: time('Since when it has been waiting for a free DRS job slot').exactOptional(),
    Approval: approval.exactOptional(),
    Jobs: z.array(job).meta({ description: 'In the order of their calls' }),
    Servers: z.array(server),
  })
  .meta({ id: 'WaveView', description: 'A wave of an execution' });

/** What a clean-up has done so far. */
export const cleanUp = z
  .strictObject({
    Status: z.enum(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'NOT_NEEDED']),
    Run: count,
    StartedAt: time('When it began').exactOptional(),
    EndedAt: time('When it ended').exactOptional(),
    TerminatedCount: count,
    Remaining: z.array(z.string()).meta({ description: 'Instances that could not be terminated, the first 100' }),
    Error: z.string().exactOptional(),
  })
  .meta({ id: 'CleanUp', description: 'What the clean-up of a drill has done so far' });

const reconciliation = z
  .strictObject({ By: principal, At: time('When it was reconciled'), Before: executionStatus, After: executionStatus, Waves: z.array(waveNumber).meta({ description: 'Waves that left TIMEOUT' }) })
  .meta({ id: 'Reconciliation' });

/** An execution as one record. */
export const executionView = z
  .strictObject({
    ExecutionId: executionId,
    PlanId: planId,
    PlanName: z.string(),
    PlanVersion: count,
    SoftwareVersion: z.string().meta({ description: 'The version of this software that started it' }),
    RetryOf: executionId.exactOptional(),
    ExecutionType: executionType,
    Status: executionStatus,
    StartTime: time('When it was accepted'),
    EndTime: time('When it had its final status').exactOptional(),
    InitiatedBy: principal,
    SourceAccountId: z.string(),
    TargetAccountId: z.string(),
    Region: z.string(),
    WaveOrdering: waveOrdering,
    RtoTargetSeconds: seconds('What the plan aims at').exactOptional(),
    TerminateAfterDrill: z.boolean(),
    BoundTime: time('When, by the plan’s own bounds, it should have ended'),
    LastPolledTime: time('When DRS was last asked').exactOptional(),
    NextPollTime: time('When DRS is asked next').exactOptional(),
    Phase: z.enum(['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING', 'IDLE']).exactOptional(),
    Errors: z.array(error),
    Reconciliations: z.array(reconciliation).exactOptional().meta({ description: 'The latest 20' }),
    Cancel: z.strictObject({ By: principal, At: time('When it was cancelled'), Reason: z.string().exactOptional() }).exactOptional(),
    NotificationStatus: z.enum(['PENDING', 'SENT', 'FAILED', 'NOT_CONFIGURED']).exactOptional().meta({ description: 'What became of the message about the end' }),
    CleanUp: cleanUp.exactOptional(),
    Waves: z.array(wave),
  })
  .meta({ id: 'ExecutionView', description: 'An execution as one record' });

const summary = z
  .strictObject({
    ExecutionId: executionId,
    PlanId: planId,
    PlanName: z.string(),
    PlanVersion: count,
    ExecutionType: executionType,
    Status: executionStatus,
    StartTime: time('When it was accepted'),
    EndTime: time('When it had its final status').exactOptional(),
    InitiatedBy: principal,
    WaveCount: count,
    RetryOf: executionId.exactOptional(),
  })
  .meta({ id: 'ExecutionSummary' });

/** A page of executions. */
export const executionPage = z.strictObject({ Executions: z.array(summary), NextCursor: nextCursor }).meta({ id: 'ExecutionPage', description: 'Newest first' });

/** A start that was accepted. */
export const acceptedStart = z.strictObject({ ExecutionId: executionId });
/** A retry that was accepted. */
export const acceptedRetry = z.strictObject({ ExecutionId: executionId, RetryOf: executionId });
/** A cancellation that was accepted. */
export const acceptedCancel = z.strictObject({ ExecutionId: executionId, Status: executionStatus });
/** An approver's answer that was recorded. */
export const acceptedDecision = z.strictObject({ ExecutionId: executionId, WaveNumber: waveNumber, Decision: z.enum(['APPROVED', 'REJECTED']) });
