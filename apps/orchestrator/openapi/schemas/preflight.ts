import type { PreflightCheckName } from '@drs-orchestration/core';
import * as z from 'zod';
import { count, executionType, planId, seconds, time, waveNumber } from './fields.js';

const checkName = z.enum([
  'PLAN_VALID', 'PLAN_FREE', 'ROLE_ASSUMABLE', 'DRS_READY', 'SERVERS_KNOWN', 'SERVERS_REPLICATING', 'REPLICATION_LAG', 'NO_LIVE_INSTANCES', 'SERVERS_FREE', 'JOB_SLOTS', 'SERVERS_IN_JOBS', 'RTO_TARGET',
] as const satisfies readonly PreflightCheckName[]);

const check = z
  .strictObject({
    Check: checkName,
    State: z.enum(['PASSED', 'WARNING', 'FAILED', 'UNKNOWN']).meta({ description: 'FAILED would fail or refuse the run, WARNING may delay or degrade it, UNKNOWN could not be looked at' }),
    Message: z.string(),
    Findings: z.array(z.strictObject({ Message: z.string(), WaveNumber: waveNumber.exactOptional(), SourceServerId: z.string().exactOptional() })),
    FindingsLeftOut: count.exactOptional().meta({ description: 'How many more there are than are listed; absent where all are' }),
  })
  .meta({ id: 'PreflightCheck' });

const waveEstimate = z
  .strictObject({
    WaveNumber: waveNumber,
    WaveName: z.string(),
    ServerCount: count,
    Jobs: count.meta({ description: 'DRS jobs its launch needs' }),
    JobsAtOnce: count.meta({ description: 'DRS jobs in the air with it at its busiest' }),
    StartsAfterSeconds: seconds('When it starts, from the start of the run'),
    LaunchSeconds: seconds('Its launches and health checks'),
    WaitSeconds: seconds('Its WaitTimeSeconds, where something waits for it'),
    OnCriticalPath: z.boolean(),
    ShareOfTotal: z.number().min(0).max(1),
    Basis: z.enum(['HISTORY', 'MEASURED']).meta({ description: 'HISTORY: from earlier runs of this plan; MEASURED: DRS’s measured times' }),
  })
  .meta({ id: 'WaveEstimate' });

/** Whether a plan would run now. */
export const preflight = z
  .strictObject({
    PlanId: planId,
    PlanName: z.string(),
    PlanVersion: count,
    ExecutionType: executionType,
    CheckedAt: time('When it was looked at'),
    Ready: z.boolean().meta({ description: 'No check FAILED or stayed UNKNOWN' }),
    Checks: z.array(check),
    Estimate: z.strictObject({ TotalSeconds: seconds('The whole run'), CriticalPath: z.array(waveNumber), Waves: z.array(waveEstimate) }).exactOptional(),
  })
  .meta({ id: 'Preflight', description: 'Whether a plan would run now' });
