import * as z from 'zod';
import { cleanUp } from './executionView.js';
import { executionId, executionStatus, jobId, waveNumber, waveStatus } from './fields.js';

/** What an operator's `reconcile` found. */
export const reconcileResult = z
  .strictObject({
    ExecutionId: executionId,
    Status: executionStatus,
    Before: executionStatus,
    Waves: z.array(z.strictObject({ WaveNumber: waveNumber, WaveName: z.string(), Before: waveStatus, After: waveStatus })).meta({ description: 'The waves that were TIMEOUT' }),
    StillRunning: z.array(jobId).meta({ description: 'DRS jobs that are not over, or of whose instances EC2 cannot tell yet: their waves stay TIMEOUT' }),
    LateInstances: z.array(z.string()).meta({ description: 'A drill’s instances that launched late and were not terminated; CleanUp says whether they will be' }),
    CleanUp: cleanUp.exactOptional(),
  })
  .meta({ id: 'ReconcileResult' });

/** A clean-up that was accepted. */
export const acceptedCleanUp = z.strictObject({ ExecutionId: executionId, CleanUp: cleanUp });
