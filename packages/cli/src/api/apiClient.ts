import type {
  CleanUp, ExecutionPage, ExecutionStatus, ExecutionType, ExecutionView, GroupPage, PlanPage, Preflight, ProtectionGroup,
  ReconcileResult, RecoveryPlan, StoredGroup, StoredPlan,
} from '@drs-orchestration/core';
import { encoded, type ApiReply, type ApiRequest, type ApiTransport } from './apiTransport.js';
import { jsonOf, notThisApi, replyFailure } from './replyFailure.js';

/** An approver's answer. */
export interface ApprovalAnswer {
  readonly decision: 'APPROVE' | 'REJECT';
  /** Default: the local user. */
  readonly by?: string;
  readonly reason?: string;
}

/** A plan as it is sent: with the groups that its file carries, each with its stored version where it shall be replaced. */
export interface PlanToStore extends RecoveryPlan {
  readonly ProtectionGroups?: readonly (ProtectionGroup & { readonly Version?: number })[];
}

/** Which executions a list holds, and which page of it. */
export interface ExecutionQuery {
  readonly statuses?: readonly string[];
  readonly planId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

const execution = (id: string, action?: string): string => `/executions/${encoded(id)}${action === undefined ? '' : `/${action}`}`;
const plan = (id: string): string => `/plans/${encoded(id)}`;
const group = (id: string): string => `/protection-groups/${encoded(id)}`;
const withReason = (reason: string | undefined): { readonly Reason?: string } => (reason === undefined || reason === '' ? {} : { Reason: reason.slice(0, 400) });

/** The system's HTTP API, as a client sees it. Each method throws ApiProblem, NotAllowedError or UnreachableError. */
export class ApiClient {
  /** Where it is, as messages name it. */
  readonly url: string;
  readonly #transport: ApiTransport;

  constructor(url: string, transport: ApiTransport) {
    this.url = url;
    this.#transport = transport;
  }

  /** Starts a plan's execution; the same one again where it runs already. */
  async start(planId: string, executionType: ExecutionType): Promise<string> {
    const { ExecutionId } = await this.#ask<{ readonly ExecutionId: string }>({ method: 'POST', path: '/executions', body: { PlanId: planId, ExecutionType: executionType }, repeatable: true }, ['ExecutionId']);
    return ExecutionId;
  }

  async list({ statuses = [], planId, limit, cursor }: ExecutionQuery): Promise<ExecutionPage> {
    const query = { ...(statuses.length === 0 ? {} : { status: statuses.join(',') }), ...(planId === undefined ? {} : { planId }), ...(limit === undefined ? {} : { limit: String(limit) }), ...(cursor === undefined ? {} : { cursor }) };
    return this.#ask({ method: 'GET', path: '/executions', query }, ['Executions']);
  }

  async show(executionId: string): Promise<ExecutionView> {
    return this.#ask({ method: 'GET', path: execution(executionId) }, ['ExecutionId', 'Waves']);
  }

  /** 409 where it has ended. */
  async cancel(executionId: string, reason?: string): Promise<{ readonly ExecutionId: string; readonly Status: ExecutionStatus }> {
    return this.#ask({ method: 'POST', path: execution(executionId, 'cancel'), body: withReason(reason) }, ['ExecutionId']);
  }

  /** 409 where the wave waits for no answer. */
  async answerApproval(executionId: string, waveNumber: number, { decision, by, reason }: ApprovalAnswer): Promise<{ readonly ExecutionId: string; readonly WaveNumber: number; readonly Decision: string }> {
    const path = execution(executionId, decision === 'APPROVE' ? 'approve' : 'reject');
    return this.#ask({ method: 'POST', path, body: { WaveNumber: waveNumber, ...withReason(reason) }, ...(by === undefined ? {} : { by }) }, ['Decision']);
  }

  async reconcile(executionId: string): Promise<ReconcileResult> {
    return this.#ask({ method: 'POST', path: execution(executionId, 'reconcile'), body: {} }, ['Waves', 'StillRunning']);
  }

  async cleanUp(executionId: string): Promise<{ readonly ExecutionId: string; readonly CleanUp: CleanUp }> {
    return this.#ask({ method: 'POST', path: execution(executionId, 'cleanup'), body: {} }, ['CleanUp']);
  }

  async retry(executionId: string): Promise<{ readonly ExecutionId: string; readonly RetryOf: string }> {
    return this.#ask({ method: 'POST', path: execution(executionId, 'retry'), body: {}, repeatable: true }, ['ExecutionId']);
  }

  async plans(cursor?: string): Promise<PlanPage> {
    return this.#ask({ method: 'GET', path: '/plans', query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) } }, ['Plans']);
  }

  async plan(planId: string): Promise<StoredPlan> {
    return this.#ask({ method: 'GET', path: plan(planId) }, ['PlanId', 'Waves']);
  }

  /** 409 where it exists. */
  async createPlan(body: PlanToStore): Promise<StoredPlan> {
    return this.#ask({ method: 'POST', path: '/plans', body }, ['PlanId', 'Version']);
  }

  /** 409 where its stored version is another one. */
  async replacePlan(body: PlanToStore, version: number): Promise<StoredPlan> {
    return this.#ask({ method: 'PUT', path: plan(body.PlanId), body: { ...body, Version: version } }, ['PlanId', 'Version']);
  }

  async deletePlan(planId: string, version: number): Promise<void> {
    await this.#ask({ method: 'DELETE', path: plan(planId), query: { version: String(version) } }, []);
  }

  async preflight(planId: string, type: ExecutionType): Promise<Preflight> {
    return this.#ask({ method: 'GET', path: `${plan(planId)}/preflight`, query: { type } }, ['Checks']);
  }

  async groups(cursor?: string): Promise<GroupPage> {
    return this.#ask({ method: 'GET', path: '/protection-groups', query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) } }, ['ProtectionGroups']);
  }

  async group(groupId: string): Promise<StoredGroup> {
    return this.#ask({ method: 'GET', path: group(groupId) }, ['GroupId']);
  }

  async createGroup(body: ProtectionGroup): Promise<StoredGroup> {
    return this.#ask({ method: 'POST', path: '/protection-groups', body }, ['GroupId', 'Version']);
  }

  async replaceGroup(body: ProtectionGroup, version: number): Promise<StoredGroup> {
    return this.#ask({ method: 'PUT', path: group(body.GroupId), body: { ...body, Version: version } }, ['GroupId', 'Version']);
  }

  async deleteGroup(groupId: string, version: number): Promise<void> {
    await this.#ask({ method: 'DELETE', path: group(groupId), query: { version: String(version) } }, []);
  }

  /** @param members what the answer must have: an answer without them is some other service's */
  async #ask<T>(request: ApiRequest, members: readonly (keyof T & string)[]): Promise<T> {
    const reply: ApiReply = await this.#transport.send(request);
    if (reply.status === 204 && members.length === 0) return undefined as T;
    const body = reply.status < 300 ? jsonOf(reply.text) : undefined;
    if (body === undefined) throw replyFailure(this.url, request, reply);
    if (members.length === 0 || !members.every((name) => name in body)) throw notThisApi(this.url, reply);
    return body as T;
  }
}
