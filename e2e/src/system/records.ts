import { assembleView, Executions, headerItem, isFinal, type Clock, type Drs, type DrsJob, type DrsRecoveryInstance, type ExecutionView, type ItemStore } from '@drs-orchestration/core';

/** How long a run of three waves may take with clean-up, at DRS's measured times and twice that. Seconds. */
const longestRun = 14_400;

/** What a run left behind: in the tables, and in DRS. */
export class Records {
  readonly #executions: Executions;

  /** @param pause resolves when it is time to look again */
  constructor(private readonly items: ItemStore, private readonly clock: Clock, private readonly drs: Drs, private readonly pause: () => Promise<void>) {
    this.#executions = new Executions(items, clock);
  }

  async view(executionId: string): Promise<ExecutionView> {
    const { header, waves } = await this.#executions.load(executionId);
    return assembleView(header, waves);
  }

  async until(read: () => Promise<ExecutionView>, what: string, isSo: (view: ExecutionView) => boolean | Promise<boolean>, withinSeconds: number = longestRun): Promise<ExecutionView> {
    const until = this.clock.now() + withinSeconds * 1000;
    for (;;) {
      const view = await read();
      if (await isSo(view)) return view;
      if (this.clock.now() >= until) throw new Error(`not ${what} within ${withinSeconds} s: ${JSON.stringify(view, undefined, 1)}`);
      await this.pause();
    }
  }

  async isOver(view: ExecutionView): Promise<boolean> {
    if (!isFinal(view.Status)) return false;
    const header = await this.items.get('executions', { ExecutionId: view.ExecutionId, Item: headerItem });
    return header !== undefined && header['Open'] === undefined;
  }

  async watched(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const equals of ['POLLING', 'CANCELLING']) {
      for await (const page of this.items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals } })) ids.push(...page.map((item) => String(item['ExecutionId'])));
    }
    return ids;
  }

  async launchJobs(executionId: string, since: number): Promise<readonly DrsJob[]> {
    const jobs: DrsJob[] = [];
    for await (const page of this.drs.listJobs(since)) jobs.push(...page.filter((job) => job.type === 'LAUNCH' && job.tags['drs-orchestration:execution-id'] === executionId));
    return jobs.sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0));
  }

  async recoveryInstances(serverIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    return this.drs.describeRecoveryInstances(serverIds);
  }
}
