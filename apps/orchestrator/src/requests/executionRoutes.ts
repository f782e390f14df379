import { assembleView, planIdSchema, startExecution, type ExecutionView } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { cancelExecution } from './cancelExecution.js';
import { cleanUpExecution } from './cleanUpExecution.js';
import { decideApproval } from './decideApproval.js';
import { listExecutionsRoute } from './listExecutions.js';
import { executionId } from './pathIds.js';
import { badRequest, Problem } from './problem.js';
import { reconcileExecution } from './reconcileExecution.js';
import { retryExecution } from './retryExecution.js';
import { route, type RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

const reason = z.string().max(400).exactOptional().meta({ description: 'Why; kept in the record' });
const startBody = z.strictObject({ PlanId: planIdSchema, ExecutionType: z.enum(['DRILL', 'RECOVERY']).meta({ description: 'A drill is a rehearsal; a recovery is real' }) });
const cancelBody = z.strictObject({ Reason: reason });
const decisionBody = z.strictObject({ WaveNumber: z.int().min(1).meta({ description: 'The wave that awaits approval' }), Reason: reason });

/** The operations on executions. */
export const executionRoutes = [
  route({
    method: 'POST',
    path: '/executions',
    operationId: 'startExecution',
    summary: 'Starts a drill or a recovery of a plan; the running one is answered if it is the same again',
    body: startBody,
    serve: start,
  }),
  listExecutionsRoute,
  route({
    method: 'GET',
    path: '/executions/{id}',
    operationId: 'showExecution',
    summary: 'Shows an execution with its waves and servers',
    id: executionId,
    serve: show,
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/cancel',
    operationId: 'cancelExecution',
    summary: 'Cancels an execution: nothing more is launched, and what is launched is followed to its end',
    id: executionId,
    body: cancelBody,
    serve: cancel,
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/approve',
    operationId: 'approveWave',
    summary: 'Lets a wave that awaits approval start',
    id: executionId,
    body: decisionBody,
    serve: (context, request) => decide(context, request, 'APPROVED'),
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/reject',
    operationId: 'rejectWave',
    summary: 'Keeps a wave that awaits approval from starting: it is CANCELLED, and what depends on it SKIPPED',
    id: executionId,
    body: decisionBody,
    serve: (context, request) => decide(context, request, 'REJECTED'),
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/retry',
    operationId: 'retryExecution',
    summary: 'Starts an execution of the same plan and type that launches only what this one did not recover',
    id: executionId,
    serve: retryExecution,
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/reconcile',
    operationId: 'reconcileExecution',
    summary: 'Finds out what became of the waves of an ended execution that timed out, and corrects their statuses',
    id: executionId,
    serve: reconcileExecution,
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/cleanup',
    operationId: 'cleanUpExecution',
    summary: 'Terminates what an ended drill launched and left running',
    id: executionId,
    serve: cleanUpExecution,
  }),
] as const;

async function start(context: ApiContext, { body: { PlanId, ExecutionType }, caller }: RoutedRequest<object, z.output<typeof startBody>>): Promise<Served<202, { readonly ExecutionId: string }>> {
  const outcome = await startExecution(context, { planId: PlanId, executionType: ExecutionType, initiatedBy: caller });
  switch (outcome.kind) {
    case 'STARTED':
    case 'ALREADY_RUNNING':
      return served(202, { ExecutionId: outcome.executionId });
    case 'PLAN_UNKNOWN':
      throw new Problem(404, `There is no plan ${PlanId}.`);
    case 'CONFLICT':
      throw new Problem(409, outcome.message, { ExecutionId: outcome.executionId });
    case 'FAULTY':
      throw badRequest(`Plan ${PlanId} cannot be run as it is stored.`, outcome.faults);
  }
}

async function show(context: ApiContext, { id }: RoutedRequest): Promise<Served<200, ExecutionView>> {
  const { header, waves } = await context.executions.load(id);
  return served(200, assembleView(header, waves));
}

async function cancel(context: ApiContext, { id, caller, body: { Reason } }: RoutedRequest<object, z.output<typeof cancelBody>>): Promise<Served<202, { readonly ExecutionId: string; readonly Status: ExecutionView['Status'] }>> {
  const header = await cancelExecution(context, id, caller, Reason);
  return served(202, { ExecutionId: id, Status: header.Status });
}

interface Decided {
  readonly ExecutionId: string;
  readonly WaveNumber: number;
  readonly Decision: 'APPROVED' | 'REJECTED';
}

async function decide(context: ApiContext, request: RoutedRequest<object, z.output<typeof decisionBody>>, decision: Decided['Decision']): Promise<Served<202, Decided>> {
  const { WaveNumber, Reason } = request.body;
  await decideApproval(context, request.id, WaveNumber, { decision, by: request.caller, ...(Reason === undefined ? {} : { reason: Reason }) });
  return served(202, { ExecutionId: request.id, WaveNumber, Decision: decision });
}
