import type { ExecutionHeader } from './records.js';
import { recoveredServers, undecidedServers } from './recoveredServers.js';
import { startExecution, type RetryStartOutcome, type StartContext } from './startExecution.js';
import { isFinal } from './statuses.js';

/** What became of a request to retry. */
export type RetryOutcome = RetryStartOutcome | { readonly kind: 'REFUSED'; readonly message: string; readonly executionId?: string };

/**
 * Starts an execution of the same plan and type that launches only what an earlier one did not recover: a server that
 * it, or what it retries, has recovered is never launched again. The plan is taken as it is stored now, so that what
 * made the earlier one fail can be mended in it first. Asking again returns the running retry.
 * @throws TerminalError `ExecutionUnknown`.
 */
export async function retryExecution(context: StartContext, executionId: string, initiatedBy: string): Promise<RetryOutcome> {
  const execution = await context.executions.load(executionId);
  const { header } = execution;
  if (!isFinal(header.Status)) return refused(`Execution ${executionId} has not ended: it is ${header.Status}. Wait for its end, or cancel it.`);
  if (header.Status === 'COMPLETED') return refused(`Execution ${executionId} is COMPLETED: it left nothing to retry.`);
  const undecided = undecidedServers(execution);
  if (undecided.length > 0) {
    return refused(`When execution ${executionId} ended, DRS may still have been launching ${undecided.slice(0, 20).join(', ')}${undecided.length > 20 ? ' and others' : ''}. Run \`drsctl executions reconcile ${executionId}\` first, so that nothing is launched twice.`);
  }
  const latest = await latestOfPlan(context, header);
  if (latest !== undefined && latest.ExecutionId !== executionId && (latest.RetryOf !== executionId || isFinal(latest.Status))) {
    return { ...refused(`Execution ${latest.ExecutionId} of plan ${header.PlanId} is later than ${executionId} and may have recovered what this one did not. Retry that one instead.`), executionId: latest.ExecutionId };
  }
  return startExecution(context, {
    planId: header.PlanId,
    executionType: header.ExecutionType,
    initiatedBy,
    retry: { executionId, recovered: recoveredServers(execution) },
  });
}

function refused(message: string): RetryOutcome & { readonly kind: 'REFUSED' } {
  return { kind: 'REFUSED', message };
}

/** The plan's latest execution of the same type: a drill recovers nothing for real. */
async function latestOfPlan(context: StartContext, { PlanId, ExecutionType }: ExecutionHeader): Promise<ExecutionHeader | undefined> {
  for await (const page of context.items.query({ table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: PlanId }, descending: true })) {
    const found = page.find((item) => item['ExecutionType'] === ExecutionType);
    if (found !== undefined) return context.executions.findHeader(String(found['ExecutionId']));
  }
  return undefined;
}
