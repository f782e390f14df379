import { assembleView, planIdSchema, RetryableError, ServiceError, startExecution, TerminalError } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { cancelExecution } from './cancelExecution.js';
import { decideApproval } from './decideApproval.js';
import { answer, type HttpAnswer } from './httpAnswer.js';
import { parseBody, parseHttpEvent, type HttpRequest } from './httpEvent.js';
import { badRequest, Problem, problemAnswer } from './problem.js';

const startBody = z.strictObject({ PlanId: planIdSchema, ExecutionType: z.enum(['DRILL', 'RECOVERY']) });
const cancelBody = z.strictObject({ Reason: z.string().max(400).optional() });
const decisionBody = z.strictObject({ WaveNumber: z.number().int().positive(), Reason: z.string().max(400).optional() });

/** No execution's id is longer; DynamoDB would refuse one of more than 2,048 bytes as a failure of its own. */
const longestExecutionId = 100;

/** Answers an API Gateway event; never throws: what is wrong is in the answer. */
export async function handleRequest(context: ApiContext, event: unknown): Promise<HttpAnswer> {
  try {
    return await route(context, parseHttpEvent(event));
  } catch (error) {
    return problemAnswer(asProblem(context, error));
  }
}

async function route(context: ApiContext, request: HttpRequest): Promise<HttpAnswer> {
  const [collection, id, action, ...rest] = request.path;
  if (collection !== 'executions' || rest.length > 0) throw new Problem(404, `There is no ${request.method} /${request.path.join('/')}.`);
  if (id === undefined) return only(request, 'POST', () => start(context, request));
  if (id.length > longestExecutionId) throw new Problem(404, `There is no execution ${id.slice(0, longestExecutionId)}…`);
  if (action === undefined) return only(request, 'GET', () => show(context, id));
  switch (action) {
    case 'cancel':
      return only(request, 'POST', () => cancel(context, request, id));
    case 'approve':
      return only(request, 'POST', () => decide(context, request, id, 'APPROVED'));
    case 'reject':
      return only(request, 'POST', () => decide(context, request, id, 'REJECTED'));
    default:
      throw new Problem(404, `There is no ${request.method} /${request.path.join('/')}.`);
  }
}

async function only(request: HttpRequest, method: string, serve: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  if (request.method !== method) throw new Problem(405, `/${request.path.join('/')} takes ${method} only.`);
  return serve();
}

async function start(context: ApiContext, request: HttpRequest): Promise<HttpAnswer> {
  const { PlanId, ExecutionType } = parseBody(request, startBody);
  const outcome = await startExecution(context, { planId: PlanId, executionType: ExecutionType, initiatedBy: request.caller });
  switch (outcome.kind) {
    case 'STARTED':
    case 'ALREADY_RUNNING':
      return answer(202, { ExecutionId: outcome.executionId });
    case 'PLAN_UNKNOWN':
      throw new Problem(404, `There is no plan ${PlanId}.`);
    case 'CONFLICT':
      throw new Problem(409, outcome.message, { ExecutionId: outcome.executionId });
    case 'FAULTY':
      throw badRequest(`Plan ${PlanId} cannot be run as it is stored.`, outcome.faults);
  }
}

async function show(context: ApiContext, id: string): Promise<HttpAnswer> {
  const { header, waves } = await context.executions.load(id);
  return answer(200, assembleView(header, waves));
}

async function cancel(context: ApiContext, request: HttpRequest, id: string): Promise<HttpAnswer> {
  const { Reason } = parseBody(request, cancelBody);
  const header = await cancelExecution(context, id, request.caller, Reason);
  return answer(202, { ExecutionId: id, Status: header.Status });
}

async function decide(context: ApiContext, request: HttpRequest, id: string, decision: 'APPROVED' | 'REJECTED'): Promise<HttpAnswer> {
  const { WaveNumber, Reason } = parseBody(request, decisionBody);
  const wave = await decideApproval(context, id, WaveNumber, { decision, by: request.caller, ...(Reason === undefined ? {} : { reason: Reason }) });
  return answer(202, { ExecutionId: id, WaveNumber, Decision: wave.Approval?.Decision });
}

function asProblem(context: ApiContext, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ServiceError) {
    context.logger.error('a request failed on a service', { code: error.code, reason: error.message });
    return error.kind === 'THROTTLED' ? new Problem(429, `${error.message} Try again shortly.`) : new Problem(503, `${error.message} Try again shortly.`);
  }
  if (error instanceof RetryableError) return new Problem(503, error.message);
  if (error instanceof TerminalError && error.code === 'StartContention') return new Problem(503, error.message);
  if (error instanceof TerminalError && (error.code === 'ExecutionUnknown' || error.code === 'WaveUnknown')) return new Problem(404, error.message);
  const reason = error instanceof Error ? error.message : String(error);
  context.logger.error('a request failed', { reason });
  return new Problem(500, 'The request failed inside the system; its log says why.');
}
