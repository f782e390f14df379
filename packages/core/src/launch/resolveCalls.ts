import type { Executions } from '../execution/executions.js';
import type { WaveRecord } from '../execution/records.js';
import { unixSeconds, type Clock } from '../ports/clock.js';
import type { Drs } from '../ports/drs.js';
import type { Logger } from '../ports/logger.js';
import { callVoidAfterSeconds, openCalls, withJob, withVoidedCall } from './calls.js';
import { findJobsOfCalls } from './callSearch.js';

/**
 * Finds out what became of a wave's open calls (design section 6): found by its tag, a call's job is adopted; not
 * found 2 minutes past its deadline, the call is void and its servers may be launched again.
 * @param polls the header's `Polls`, from which newly adopted servers count their polls.
 * @returns the wave as it then is; calls that cannot be decided yet stay open.
 * @throws ServiceError when DRS could not be asked.
 */
export async function resolveOpenCalls(
  context: { readonly executions: Executions; readonly drs: Drs; readonly clock: Clock; readonly logger: Logger },
  wave: WaveRecord,
  polls: number,
): Promise<WaveRecord> {
  const open = openCalls(wave);
  if (open.length === 0) return wave;
  // Judged by the time before the search: what DRS knew then, the search shows.
  const askedAt = unixSeconds(context.clock);
  const jobs = await findJobsOfCalls(context.drs, wave.ExecutionId, open);
  return context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => {
    let resolved = current;
    for (const [id, call] of open) {
      const job = jobs.get(id);
      if (job !== undefined) resolved = withJob(resolved, id, job.jobId, polls, askedAt);
      else if (askedAt >= call.Deadline + callVoidAfterSeconds) resolved = withVoidedCall(resolved, id, askedAt);
      else continue;
      context.logger.info(job === undefined ? 'launch call never reached DRS: void' : 'launch call found in DRS: adopted', {
        ExecutionId: wave.ExecutionId,
        WaveNumber: wave.WaveNumber,
        CallId: id,
        RecoveryJobId: job?.jobId,
      });
    }
    return resolved;
  });
}
