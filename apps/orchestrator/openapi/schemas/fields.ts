import { planIdSchema, serverIdSchema, type ExecutionStatus, type ServerStatus, type WaveStatus } from '@drs-orchestration/core';
import * as z from 'zod';

/** A time, in Unix seconds. */
export function time(description: string): z.ZodInt {
  return z.int().min(0).meta({ description: `${description}, in Unix seconds` });
}

/** A duration, in seconds. */
export function seconds(description: string): z.ZodNumber {
  return z.number().min(0).meta({ description: `${description}, in seconds` });
}

/** How many there are. */
export const count = z.int().min(0);
/** An execution's id. */
export const executionId = z.string().meta({ description: 'The execution', examples: ['8b6f2a54-0d2c-4c3e-9a52-0f4d6c1f7a10'] });
/** A plan's id. */
export const planId = planIdSchema;
/** A DRS source server's id. */
export const serverId = serverIdSchema;
/** A DRS job's id. */
export const jobId = z.string().meta({ description: 'A DRS job', examples: ['drsjob-71aff93507d7381c7'] });
/** A wave's number. */
export const waveNumber = z.int().min(1);
/** Who did something: the IAM principal that signed the request. */
export const principal = z.string().meta({ description: 'The IAM principal that signed the request' });

/** An execution's type. */
export const executionType = z.enum(['DRILL', 'RECOVERY']).meta({ id: 'ExecutionType', description: 'A drill is a rehearsal; a recovery is real' });
/** An execution's status. */
export const executionStatus = z
  .enum(['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'] as const satisfies readonly ExecutionStatus[])
  .meta({ id: 'ExecutionStatus', description: 'The last five are final' });
/** A wave's status. */
export const waveStatus = z
  .enum(['PENDING', 'AWAITING_APPROVAL', 'LAUNCHING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'] as const satisfies readonly WaveStatus[])
  .meta({ id: 'WaveStatus' });
/** A server's status. */
export const serverStatus = z
  .enum(['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'] as const satisfies readonly ServerStatus[])
  .meta({ id: 'ServerStatus', description: 'Only moves forward' });
/** How waves relate. */
export const waveOrdering = z.enum(['SEQUENTIAL', 'DEPENDENCIES']);
/** How a wave's servers are launched. */
export const waveExecutionType = z.enum(['PARALLEL', 'SEQUENTIAL']);
/** Whether a launched server's instance is checked. */
const healthCheck = z.strictObject({ Enabled: z.boolean(), OnTimeout: z.enum(['FAIL', 'WARN']) });

/** How a wave is run, as its plan says and its record repeats. */
export const waveSettings = {
  WaitTimeSeconds: seconds('How long what depends on it waits after it'),
  PauseBefore: z.boolean(),
  ApprovalTimeoutSeconds: seconds('How long its approval may take'),
  HealthCheck: healthCheck,
  LaunchActions: z.enum(['REQUIRED', 'OPTIONAL']),
  OnPartialFailure: z.enum(['STOP', 'CONTINUE']),
  TimeoutSeconds: seconds('How long a launch may take'),
  RecoverySnapshotId: z.string(),
};

/** What a page says besides its entries. */
export const nextCursor = z.string().exactOptional().meta({ description: 'Asks for the next page; absent on the last one' });
