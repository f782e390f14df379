import type { Clock, ExecutionType, ExecutionView, Fault } from '@drs-orchestration/core';
import { callerHeader } from '@drs-orchestration/testkit';
import { ApiProblem } from './apiProblem.js';

/** An approver's answer. */
export interface ApprovalAnswer {
  readonly decision: 'APPROVE' | 'REJECT';
  /** Default: the local user. */
  readonly by?: string;
  readonly reason?: string;
}

/** The system's HTTP API, as a client sees it; the clock stands still while a request is in flight. */
export class ApiClient {
  readonly #url: string;
  readonly #clock: Clock;

  /** @param url without a slash at its end */
  constructor(url: string, clock: Clock) {
    this.#url = url;
    this.#clock = clock;
  }

  /** Starts a plan's execution; the same one again where it runs already. @throws ApiProblem */
  async start(planId: string, executionType: ExecutionType): Promise<string> {
    const { ExecutionId } = (await this.#send('POST', '/executions', { PlanId: planId, ExecutionType: executionType })) as { readonly ExecutionId: string };
    return ExecutionId;
  }

  /** @throws ApiProblem */
  async show(executionId: string): Promise<ExecutionView> {
    return (await this.#send('GET', `/executions/${encodeURIComponent(executionId)}`)) as ExecutionView;
  }

  /** @throws ApiProblem 409 where it has ended. */
  async cancel(executionId: string, reason: string): Promise<void> {
    await this.#send('POST', `/executions/${encodeURIComponent(executionId)}/cancel`, { Reason: reason });
  }

  /** @throws ApiProblem 409 where the wave waits for no answer. */
  async answerApproval(executionId: string, waveNumber: number, { decision, by, reason }: ApprovalAnswer): Promise<void> {
    const body = { WaveNumber: waveNumber, ...(reason === undefined || reason === '' ? {} : { Reason: reason.slice(0, 400) }) };
    await this.#send('POST', `/executions/${encodeURIComponent(executionId)}/${decision === 'APPROVE' ? 'approve' : 'reject'}`, body, by);
  }

  async #send(method: string, path: string, body?: object, by?: string): Promise<unknown> {
    return this.#clock.standingStill(async () => {
      const response = await fetch(`${this.#url}${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(by === undefined ? {} : { [callerHeader]: encodeURIComponent(by) }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as { readonly detail?: string; readonly message?: string; readonly faults?: readonly Fault[] };
      if (response.ok) return answer;
      throw new ApiProblem(response.status, answer.detail ?? answer.message ?? `the API answered ${response.status}`, answer.faults);
    });
  }
}
