import type { Executions } from '../execution/executions.js';
import type { ExecutionHeader } from '../execution/records.js';
import type { Drs, DrsRecoveryInstance } from '../ports/drs.js';
import { callTags } from './calls.js';

const goneStates = new Set(['TERMINATED', 'NOT_FOUND']);

/** Whether a recovery instance is (or may be) there. */
export function isLive(instance: Pick<DrsRecoveryInstance, 'ec2InstanceState'>): boolean {
  return !goneStates.has(instance.ec2InstanceState ?? '');
}

/**
 * Why servers must not be launched for what runs already (design section 6): a drill never of a server that runs for
 * real, or whose instance belongs to another run that is not finished. A real recovery yields to no drill; it is
 * refused only where another unfinished run has recovered the server for real, since two live copies of one server
 * are what a recovery must not make.
 * @returns a reason a server that is refused, naming the instance.
 */
export async function refusalsByLiveInstances(
  context: { readonly executions: Executions; readonly drs: Drs },
  header: ExecutionHeader,
  servers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const live = (await context.drs.describeRecoveryInstances(servers)).filter(isLive);
  if (live.length === 0) return new Map();
  const owners = await ownersOf(context, live);
  const refusals = new Map<string, string>();
  for (const instance of live) {
    const owner = instance.jobId === undefined ? undefined : owners.get(instance.jobId);
    if (owner?.ExecutionId === header.ExecutionId) continue;
    const unfinished = owner?.Open !== undefined;
    const drill = header.ExecutionType === 'DRILL';
    if (drill && !instance.isDrill) {
      refusals.set(instance.sourceServerId, `Server ${instance.sourceServerId} runs for real as recovery instance ${instance.recoveryInstanceId}; a drill would endanger it. Fail back or terminate that instance first.`);
    } else if (unfinished && (drill || !instance.isDrill)) {
      refusals.set(instance.sourceServerId, `Server ${instance.sourceServerId} has recovery instance ${instance.recoveryInstanceId} of execution ${owner?.ExecutionId}, which is not finished. Wait for it, or cancel it, first.`);
    }
  }
  return refusals;
}

/** The executions whose jobs launched these instances, by job. */
async function ownersOf(context: { readonly executions: Executions; readonly drs: Drs }, instances: readonly DrsRecoveryInstance[]): Promise<ReadonlyMap<string, ExecutionHeader>> {
  const jobIds = [...new Set(instances.flatMap((instance) => instance.jobId ?? []))];
  const jobs = await context.drs.describeJobs(jobIds);
  const owners = new Map<string, ExecutionHeader>();
  const headers = new Map<string, ExecutionHeader | undefined>();
  for (const job of jobs) {
    const executionId = job.tags[callTags.executionId];
    if (executionId === undefined) continue;
    if (!headers.has(executionId)) headers.set(executionId, await context.executions.findHeader(executionId));
    const header = headers.get(executionId);
    if (header !== undefined) owners.set(job.jobId, header);
  }
  return owners;
}
