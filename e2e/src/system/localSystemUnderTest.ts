import { putPlan, type Drs, type DrsJob, type DrsRecoveryInstance, type Environment, type ExecutionType, type ExecutionView } from '@drs-orchestration/core';
import { accountsOver, drsOver } from '@drs-orchestration/core/aws';
import {
  functionEnvironment, openLocalDatabase, startLocalSystem, SteppedClock, testRegion, testServers,
  type FunctionLogLine, type LocalDatabase, type LocalSystem, type PlanBuilder, type SystemFunctionName, type World,
} from '@drs-orchestration/testkit';
import { Concurrency } from './concurrency.js';
import { stateMachine, systemFunctions } from './functions.js';
import { HttpApi } from './httpApi.js';
import { Journal } from './journal.js';
import { observedFunctions } from './observedFunctions.js';
import { Records } from './records.js';
import type { SystemUnderTest, TargetKeys, TierServers } from './systemUnderTest.js';

/** What of a local system is not as usual. */
export interface LocalOptions {
  /** Servers default to the six test servers. */
  readonly world?: World;
  readonly target?: TargetKeys;
  /** What functions find in their environment. */
  readonly environment?: (name: SystemFunctionName, environment: Environment) => Environment;
}

/** Between two looks at a record of which nothing was heard. Milliseconds. */
const patience = 15_000;

/** The whole system on this machine, on a real DynamoDB, as fast as can be on virtual time. */
export class LocalSystemUnderTest implements SystemUnderTest {
  readonly region: string = testRegion;
  readonly servers: TierServers = testServers;
  /** The log lines of all functions. */
  readonly log: FunctionLogLine[] = [];
  readonly journal: Journal = new Journal();
  readonly concurrency: Concurrency = new Concurrency();
  readonly target: TargetKeys;
  readonly accountId: string;
  readonly #startedAt: number;
  #records!: Records;
  #api!: HttpApi;
  #system!: LocalSystem;
  #drs!: Drs;

  private constructor(readonly clock: SteppedClock, world: World, target: TargetKeys) {
    this.#startedAt = clock.now();
    this.accountId = world.Account ?? '111111111111';
    this.target = target;
  }

  /** Starts one. It stands still until its clock runs. */
  static async start({ world = {}, target = {}, environment }: LocalOptions = {}): Promise<LocalSystemUnderTest> {
    const clock = new SteppedClock({ speed: 'INSTANT', startAt: Date.UTC(2026, 10, 21) });
    const complete: World = { Servers: Object.values(testServers).flat().map((SourceServerId) => ({ SourceServerId })), Region: testRegion, ...world };
    const made = new LocalSystemUnderTest(clock, complete, target);
    await made.#begin(await openLocalDatabase({ clock, environment: process.env }), complete, environment);
    return made;
  }

  async #begin(database: LocalDatabase, world: World, environment: LocalOptions['environment']): Promise<void> {
    if (database.memoryBecause !== undefined) throw new Error(`end-to-end tests need a DynamoDB: ${database.memoryBecause}`);
    const { clock, journal, concurrency } = this;
    const functions = observedFunctions(systemFunctions, { journal, concurrency, ...(environment === undefined ? {} : { environment }) });
    this.#system = await startLocalSystem({ functions, definition: stateMachine, clock, world, database, log: (line) => void this.log.push(line), caller: 'e2e' });
    this.#api = new HttpApi(this.#system.apiUrl, clock);
    const accounts = accountsOver({ clock, environment: this.environment, region: this.region }, this.accountId, { drs: drsOver });
    const { TargetAccountId: accountId = this.accountId, AssumeRoleName, ExternalId } = this.target;
    this.#drs = accounts.drs({ region: this.region, accountId, ...(AssumeRoleName === undefined ? {} : { assumeRoleName: AssumeRoleName }), ...(ExternalId === undefined ? {} : { externalId: ExternalId }) });
    this.#records = new Records(database.items, clock, this.#drs, () => this.#somethingNew());
  }

  /** What of it is not a user's to see: the emulator, the engine, the tables. */
  get system(): LocalSystem {
    return this.#system;
  }

  /** DRS as the scenarios ask it. */
  get drs(): Drs {
    return this.#drs;
  }

  /** The environment in which the SDK's clients reach this system. */
  get environment(): Environment {
    return functionEnvironment(this.accountId, this.#system.stateMachineArn, this.#system.endpoints);
  }

  /** Seconds since the system was started. */
  get second(): number {
    return (this.clock.now() - this.#startedAt) / 1000;
  }

  /** Lets time run while a scenario does. */
  run<T>(scenario: () => Promise<T>): Promise<T> {
    return this.clock.run(scenario);
  }

  async start(plan: PlanBuilder, executionType: ExecutionType = 'DRILL'): Promise<string> {
    const valid = plan.validated();
    await putPlan(this.#system.items, valid.plan, valid.groups);
    return this.#api.start(valid.plan.PlanId, executionType);
  }

  /** Starts a retry of an execution that has ended; its ExecutionId. */
  retry(executionId: string): Promise<string> {
    return this.#api.retry(executionId);
  }

  view(executionId: string): Promise<ExecutionView> {
    return this.#api.show(executionId);
  }

  until(executionId: string, what: string, isSo: (view: ExecutionView) => boolean, withinSeconds?: number): Promise<ExecutionView> {
    return this.#shown(executionId, what, isSo, withinSeconds);
  }

  untilOver(executionId: string, withinSeconds?: number): Promise<ExecutionView> {
    return this.#shown(executionId, 'over', (view) => this.#records.isOver(view), withinSeconds);
  }

  watched(): Promise<readonly string[]> {
    return this.#records.watched();
  }

  launchJobs(executionId: string): Promise<readonly DrsJob[]> {
    return this.#records.launchJobs(executionId, this.#startedAt);
  }

  recoveryInstances(serverIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    return this.#records.recoveryInstances(serverIds);
  }

  /** Ends it: nothing of it is left. */
  stop(): Promise<void> {
    this.clock.stop();
    return this.#system.stop();
  }

  /** Looks at the tables, which is quicker, and returns what the API then shows. */
  async #shown(executionId: string, what: string, isSo: (view: ExecutionView) => boolean | Promise<boolean>, withinSeconds?: number): Promise<ExecutionView> {
    const read = async (): Promise<ExecutionView> => {
      const view = await this.#records.view(executionId);
      return (await isSo(view)) ? this.view(executionId) : view;
    };
    return this.#records.until(read, what, isSo, withinSeconds);
  }

  /** Resolves when a function may have written, or after a while. */
  async #somethingNew(): Promise<void> {
    const over = new AbortController();
    await new Promise<void>((resolve) => {
      const leave = this.#system.activity.onActivity(() => resolve());
      this.clock.sleep(patience, over.signal).then(resolve, () => undefined);
      over.signal.addEventListener('abort', leave);
    }).finally(() => over.abort());
  }
}
