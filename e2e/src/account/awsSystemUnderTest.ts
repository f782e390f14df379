import {
  cancelling, Executions, putPlan, startExecution, unixSeconds,
  type Clock, type Drs, type DrsJob, type DrsRecoveryInstance, type Environment, type ExecutionType, type ExecutionView, type ItemStore, type Logger, type StateMachine, type Write,
} from '@drs-orchestration/core';
import { accountsOver, drsOver, dynamodbClient, DynamoDbItemStore, stateMachineOver, systemClock, systemIdentifiers } from '@drs-orchestration/core/aws';
import type { PlanBuilder } from '@drs-orchestration/testkit';
import { Records } from '../system/records.js';
import type { SystemUnderTest, TargetKeys, TierServers } from '../system/systemUnderTest.js';
import type { TestAccount } from './accountsFile.js';
import { AccountRefused } from './namedAccount.js';
import { checkIdentity, checkServers } from './preflight.js';

/** How the account is reached; another clock than the machine's only where it is played by stand-ins. */
export interface Access {
  readonly environment: Environment;
  readonly clock?: Clock;
}

/** Between two looks at a record. Milliseconds. */
const pause = 10_000;
/** How long the end of a run that was given up, or of an instance, is waited for: DRS's jobs cannot be stopped. Seconds. */
const endWithin = 10_800;

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => silent };

/** The system that is deployed in an AWS account, driven by its tables and its state machine. */
export class AwsSystemUnderTest implements SystemUnderTest {
  readonly accountId: string;
  readonly region: string;
  readonly servers: TierServers;
  readonly target: TargetKeys;
  readonly #records: Records;
  readonly #executions: Executions;
  readonly #startedAt: number;
  /** Plans stored and executions started here, which end with it. */
  readonly #plans = new Set<string>();
  readonly #started = new Set<string>();

  private constructor(private readonly account: TestAccount, readonly clock: Clock, private readonly items: ItemStore, private readonly machine: StateMachine, readonly drs: Drs) {
    this.accountId = account.AccountId;
    this.region = account.Region;
    this.servers = account.SourceServers;
    const { Target: target } = account;
    this.target = target === undefined ? {} : { TargetAccountId: target.AccountId, AssumeRoleName: target.AssumeRoleName, ...(target.ExternalId === undefined ? {} : { ExternalId: target.ExternalId }) };
    this.#records = new Records(items, clock, drs, () => clock.sleep(pause));
    this.#executions = new Executions(items, clock);
    this.#startedAt = clock.now();
  }

  /**
   * Reaches it, once the keys are the account's and its servers can be drilled.
   * @throws AccountRefused before anything was written or launched.
   */
  static async start(account: TestAccount, { environment, clock = systemClock }: Access): Promise<AwsSystemUnderTest> {
    const connection = { clock, environment, region: account.Region };
    await checkIdentity(account, connection);
    const { Target: target } = account;
    const drs = accountsOver(connection, account.AccountId, { drs: drsOver }).drs({
      region: account.Region,
      accountId: target?.AccountId ?? account.AccountId,
      ...(target === undefined ? {} : { assumeRoleName: target.AssumeRoleName, ...(target.ExternalId === undefined ? {} : { externalId: target.ExternalId }) }),
    });
    await checkServers(account.SourceServers, drs);
    const items = new DynamoDbItemStore(dynamodbClient(connection), { plans: account.PlansTable, groups: account.GroupsTable, executions: account.ExecutionsTable });
    return new AwsSystemUnderTest(account, clock, items, stateMachineOver(connection, account.StateMachineArn), drs);
  }

  async start(plan: PlanBuilder, executionType: ExecutionType = 'DRILL'): Promise<string> {
    if (executionType === 'RECOVERY' && !this.account.AllowRecovery) throw new AccountRefused(`account ${this.accountId} is not to be recovered in: e2e/accounts.yaml has no AllowRecovery: true for it`);
    // A name of its own: no plan of anybody else's is overwritten, and every one is taken away again.
    const { plan: valid, groups } = plan.with({ PlanId: `e2e-${systemIdentifiers.uuid()}` }).validated();
    this.#plans.add(valid.PlanId);
    await putPlan(this.items, valid, groups);
    const { clock, items, machine } = this;
    const context = { clock, items, machine, identifiers: systemIdentifiers, logger: silent, executions: this.#executions, sourceAccountId: this.accountId, ...(this.account.TopicArn === undefined ? {} : { defaultTopicArn: this.account.TopicArn }) };
    const outcome = await startExecution(context, { planId: valid.PlanId, executionType, initiatedBy: 'e2e' });
    if (outcome.kind !== 'STARTED') throw new Error(`plan ${valid.PlanId} was not started: ${JSON.stringify(outcome)}`);
    this.#started.add(outcome.executionId);
    return outcome.executionId;
  }

  view(executionId: string): Promise<ExecutionView> {
    return this.#records.view(executionId);
  }

  until(executionId: string, what: string, isSo: (view: ExecutionView) => boolean, withinSeconds?: number): Promise<ExecutionView> {
    return this.#records.until(() => this.view(executionId), what, isSo, withinSeconds);
  }

  untilOver(executionId: string, withinSeconds?: number): Promise<ExecutionView> {
    return this.#records.until(() => this.view(executionId), 'over', (view) => this.#records.isOver(view), withinSeconds);
  }

  watched(): Promise<readonly string[]> {
    return this.#records.watched();
  }

  launchJobs(executionId: string): Promise<readonly DrsJob[]> {
    // The account's clock need not be this machine's.
    return this.#records.launchJobs(executionId, this.#startedAt - 600_000);
  }

  recoveryInstances(serverIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    return this.#records.recoveryInstances(serverIds);
  }

  /**
   * Ends every run started here, terminates what those launched and only that (R10.3), and takes their records away.
   * @throws AggregateError naming what could not be ended; the rest is.
   */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const executionId of this.#started) await this.#end(executionId).catch((error: unknown) => void failures.push(error));
    await this.items.write(...[...this.#plans].map((PlanId): Write => ({ kind: 'delete', table: 'plans', key: { PlanId } })));
    if (failures.length > 0) throw new AggregateError(failures, `account ${this.accountId} is not as it was before: ${failures.map((error) => (error instanceof Error ? error.message : String(error))).join('; ')}`);
  }

  async #end(executionId: string): Promise<void> {
    try {
      await this.#cancel(executionId);
      await this.untilOver(executionId, endWithin);
    } finally {
      // Whatever became of the run, its instances cost money.
      await this.#terminate(executionId);
    }
    await this.#forget(executionId);
  }

  /** Cancels a run that has not ended, as the API does. */
  async #cancel(executionId: string): Promise<void> {
    const header = await this.#executions.changeHeader(executionId, (current) => cancelling(current, 'e2e', unixSeconds(this.clock), 'the scenario is over'));
    if (header.Status === 'CANCELLING') await this.machine.stop(executionId, 'the scenario is over');
  }

  /** Terminates the instances of a run's own launch jobs, where the run's clean-up left any. */
  async #terminate(executionId: string): Promise<void> {
    const jobs = new Set((await this.launchJobs(executionId)).map((job) => job.jobId));
    const left = async (): Promise<readonly string[]> =>
      (await this.recoveryInstances(Object.values(this.servers).flat() as readonly string[])).filter((instance) => jobs.has(instance.jobId ?? '')).map((instance) => instance.recoveryInstanceId);
    const instances = await left();
    if (instances.length === 0) return;
    await this.drs.terminateRecoveryInstances(instances);
    const until = this.clock.now() + endWithin * 1000;
    for (let remaining = await left(); remaining.length > 0; remaining = await left()) {
      if (this.clock.now() >= until) throw new Error(`execution ${executionId} launched ${remaining.join(', ')}, which could not be terminated: do so by hand`);
      await this.clock.sleep(pause);
    }
  }

  async #forget(executionId: string): Promise<void> {
    const items: Write[] = [];
    for await (const page of this.items.query({ table: 'executions', partition: { attribute: 'ExecutionId', equals: executionId } })) {
      items.push(...page.map((item): Write => ({ kind: 'delete', table: 'executions', key: { ExecutionId: executionId, Item: String(item['Item']) } })));
    }
    await this.items.write(...items);
  }
}
