import type { Clock, ExecutionType, ExecutionView } from '@drs-orchestration/core';

/** The system's HTTP API, as a client of a local one sees it; the clock stands still while a request is in flight. */
export class HttpApi {
  constructor(private readonly url: string, private readonly clock: Clock) {}

  /** Starts a plan; its ExecutionId. */
  async start(PlanId: string, ExecutionType: ExecutionType): Promise<string> {
    const answer = (await this.#send('POST', '/executions', 202, { PlanId, ExecutionType })) as { readonly ExecutionId: string };
    return answer.ExecutionId;
  }

  /** Starts a retry; its ExecutionId. */
  async retry(executionId: string): Promise<string> {
    const answer = (await this.#send('POST', `/executions/${executionId}/retry`, 202)) as { readonly ExecutionId: string };
    return answer.ExecutionId;
  }

  async show(executionId: string): Promise<ExecutionView> {
    return (await this.#send('GET', `/executions/${executionId}`, 200)) as ExecutionView;
  }

  async #send(method: string, path: string, expected: number, body?: object): Promise<unknown> {
    return this.clock.standingStill(async () => {
      const response = await fetch(`${this.url}${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
      const answer: unknown = await response.json();
      if (response.status !== expected) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
      return answer;
    });
  }
}
