import type { Item } from '@drs-orchestration/core';
import * as z from 'zod';

// The records of design section 3, as strictly as they are written: an attribute that is missing, null, of another
// type, or that nobody declared is a fault (P18, R5.5).
const text = z.string().min(1);
/** Unix seconds of this century. */
const time = z.int().min(946_684_800).max(4_102_444_800);
const count = z.int().min(0);
const account = z.string().regex(/^\d{12}$/);
const server = z.string().regex(/^s-[0-9a-z]{17}$/);

const error = z.strictObject({ Code: text, Message: text, At: time, WaveNumber: z.int().positive().exactOptional(), SourceServerId: server.exactOptional(), RecoveryJobId: text.exactOptional() });

const serverStatus = z.enum(['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED']);

const serverRecord = z
  .strictObject({
    SourceServerId: server,
    Status: serverStatus,
    HostName: text.exactOptional(),
    RecoveryJobId: text.exactOptional(),
    LaunchTime: time.exactOptional(),
    LaunchedTime: time.exactOptional(),
    InstanceId: text.exactOptional(),
    PrivateIpAddress: text.exactOptional(),
    PostLaunchActionsStatus: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'NONE']).exactOptional(),
    HealthStatus: z.enum(['PENDING', 'PASSED', 'FAILED', 'TIMEOUT']).exactOptional(),
    HealthCheckedSince: time.exactOptional(),
    TimeoutDetected: z.boolean().exactOptional(),
    ActionsTimeoutDetected: z.boolean().exactOptional(),
    Error: text.max(400).exactOptional(),
    TerminatedTime: time.exactOptional(),
    DrsPhases: z
      .array(z.strictObject({ Phase: z.enum(['SNAPSHOT', 'CONVERSION', 'LAUNCH']), StartTime: time, EndTime: time.exactOptional(), Failed: z.literal(true).exactOptional() }))
      .min(1)
      .max(3)
      .exactOptional(),
    PollsAtLaunch: count.exactOptional(),
    PollsAtSettle: count.exactOptional(),
    SettledPollTime: time.exactOptional(),
    TransitionHistory: z.array(z.strictObject({ Status: serverStatus, At: time })).max(20),
  })
  .refine((record) => (record.TransitionHistory.at(-1)?.Status ?? 'NOT_STARTED') === record.Status, { message: 'the last transition is not the status', path: ['TransitionHistory'] })
  .refine((record) => record.Status !== 'FAILED' || record.Error !== undefined, { message: 'a failed server says why', path: ['Error'] });

const call = z.strictObject({ Servers: z.array(server).min(1), At: time, Deadline: time, JobId: text.exactOptional(), JobEndedAt: time.exactOptional(), VoidedAt: time.exactOptional() });

const settledWave = new Set(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED']);

const waveRecord = z
  .strictObject({
    ExecutionId: text,
    Item: z.string().regex(/^WAVE#\d{3}$/),
    Rev: z.int().positive(),
    WaveNumber: z.int().positive(),
    WaveName: text,
    ProtectionGroupId: text.exactOptional(),
    ExecutionType: z.enum(['PARALLEL', 'SEQUENTIAL']),
    ExecutionOrder: z.array(z.int().positive()).exactOptional(),
    WaitTimeSeconds: count,
    PauseBefore: z.boolean(),
    ApprovalTimeoutSeconds: z.int().positive(),
    HealthCheck: z.strictObject({ Enabled: z.boolean(), OnTimeout: z.enum(['FAIL', 'WARN']) }),
    LaunchActions: z.enum(['REQUIRED', 'OPTIONAL']),
    OnPartialFailure: z.enum(['STOP', 'CONTINUE']),
    TimeoutSeconds: z.int().positive(),
    RecoverySnapshotId: z.string().regex(/^(LATEST|pit-.+)$/),
    DependsOn: z.array(z.int().positive()),
    Dependents: z.array(z.int().positive()),
    Tags: z.record(z.string(), z.string()).exactOptional(),
    ExpiresAt: time.exactOptional(),
    WaveStatus: z.enum(['PENDING', 'AWAITING_APPROVAL', 'LAUNCHING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED']),
    StartTime: time.exactOptional(),
    EndTime: time.exactOptional(),
    ReleasedAt: time.exactOptional(),
    ExpectedSeconds: count.exactOptional(),
    ExpectedInProgress: z.strictObject({ Seconds: count, Spread: z.int().positive() }).exactOptional(),
    RecoveredEarlier: z.array(z.strictObject({ SourceServerId: server, ExecutionId: z.uuid() })).min(1).exactOptional(),
    SlotWaitSince: time.exactOptional(),
    SilentSince: time.exactOptional(),
    ConflictSince: time.exactOptional(),
    TimeoutNotifiedAt: time.exactOptional(),
    Servers: z.array(serverRecord),
    Calls: z.record(text, call),
    Tokens: z.record(text, text),
    Approval: z
      .strictObject({ RequestedAt: time, ExpiresAt: time, NotifiedAt: time.exactOptional(), Decision: z.enum(['APPROVED', 'REJECTED']).exactOptional(), By: text.exactOptional(), Reason: z.string().exactOptional(), At: time.exactOptional() })
      .exactOptional(),
    Errors: z.array(error),
  })
  .refine((wave) => settledWave.has(wave.WaveStatus) === (wave.EndTime !== undefined), { message: 'is there exactly where the wave has ended', path: ['EndTime'] });

const executionStatus = z.enum(['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED']);
const finalStatus = new Set(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED']);

const header = z
  .strictObject({
    ExecutionId: z.uuid(),
    Item: z.literal('EXECUTION'),
    Rev: z.int().positive(),
    PlanId: text,
    PlanName: text,
    PlanVersion: z.int().positive(),
    SoftwareVersion: text,
    RetryOf: z.uuid().exactOptional(),
    ExecutionType: z.enum(['DRILL', 'RECOVERY']),
    Status: executionStatus,
    StartTime: time,
    EndTime: time.exactOptional(),
    InitiatedBy: text,
    SourceAccountId: account,
    TargetAccountId: account,
    Region: text,
    AssumeRoleName: text.exactOptional(),
    ExternalId: text.exactOptional(),
    WaveOrdering: z.enum(['SEQUENTIAL', 'DEPENDENCIES']),
    SnsTopicArn: text.exactOptional(),
    RtoTargetSeconds: z.int().positive().exactOptional(),
    TerminateAfterDrill: z.boolean(),
    WaveCount: z.int().positive(),
    BoundTime: time,
    LastPolledTime: time.exactOptional(),
    NextPollTime: time.exactOptional(),
    Phase: z.enum(['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING', 'IDLE']).exactOptional(),
    ExpectedSettle: z.strictObject({ From: time, To: time }).exactOptional(),
    Polls: count,
    RecentLaunches: z.array(z.strictObject({ CallId: text, At: time, Servers: z.int().positive() })).exactOptional(),
    Errors: z.array(error),
    Reconciliations: z.array(z.strictObject({ By: text, At: time, Before: executionStatus, After: executionStatus, Waves: z.array(z.int().positive()).min(1) })).max(20).exactOptional(),
    Cancel: z.strictObject({ By: text, At: time, Reason: z.string().exactOptional() }).exactOptional(),
    Machine: z.strictObject({ Status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED']), At: time, Error: z.string().exactOptional(), Cause: z.string().exactOptional() }).exactOptional(),
    MachineStartedAt: time.exactOptional(),
    DrainToken: text.exactOptional(),
    WavesEndedAt: time.exactOptional(),
    NotificationStatus: z.enum(['PENDING', 'SENT', 'FAILED', 'NOT_CONFIGURED']).exactOptional(),
    Locked: z.boolean(),
    Open: z.literal('OPEN').exactOptional(),
    CleanUp: z
      .strictObject({ Status: z.enum(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'NOT_NEEDED']), Run: count, StartedAt: time.exactOptional(), EndedAt: time.exactOptional(), TerminatedCount: count, Remaining: z.array(text), Error: text.exactOptional() })
      .exactOptional(),
    ExpiresAt: time.exactOptional(),
  })
  .refine((record) => finalStatus.has(record.Status) === (record.EndTime !== undefined), { message: 'is there exactly where the execution has ended', path: ['EndTime'] });

/**
 * What is wrong with an item of the execution history, each fault with its path; none for a sound one (P18). Held
 * against the records of design section 3: required attributes there, none null, each of its type, none undeclared.
 */
export function storedRecordFaults(item: Item): readonly string[] {
  const schema = item['Item'] === 'EXECUTION' ? header : waveRecord;
  const parsed = schema.safeParse(item);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(item['Item'])}: ${path.join('.')}: ${message}`);
}
