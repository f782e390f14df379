import { type LambdaHost, Schedule, type PausingClock } from '@drs-orchestration/testkit';
import { systemClock } from '@drs-orchestration/core/aws';
import type { EngineApi } from './engineApi.js';
import { matchesPattern, type EventPattern } from './eventPattern.js';

/** The deployed schedule, driven by the host. */
export interface DrivenSchedule {
  /** When it called, in milliseconds of the host's clock. */
  readonly calls: readonly number[];
  stop(): void;
}

/** Calls functions as the deployed schedule says. @throws Error where it is off or of another kind */
export async function runDeployedSchedule(api: EngineApi, host: LambdaHost, clock: PausingClock, name: string): Promise<DrivenSchedule> {
  interface Deployed {
    readonly State: string;
    readonly ScheduleExpression: string;
    readonly Target: { readonly Arn: string; readonly Input: string };
  }
  const { State, ScheduleExpression, Target } = await api.get<Deployed>('scheduler', `/schedules/${name}?groupName=default`);
  if (State !== 'ENABLED' || ScheduleExpression !== 'rate(1 minute)') throw new Error(`the schedule ${name} is ${State}, ${ScheduleExpression}`);
  const calls: number[] = [];
  const call = (): void => {
    if (host.invokeAsync(Target.Arn, JSON.parse(Target.Input))) calls.push(clock.now());
  };
  const schedule = new Schedule({ clock, everySeconds: 60, call });
  schedule.start();
  return { calls, stop: () => schedule.stop() };
}

interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate: number;
  readonly stopDate?: number;
}

/** Watches the engine's runs of a machine, which sends no events itself, and tells the deployed rule's target of each end. */
export class StatusChanges {
  readonly told: string[] = [];
  readonly #over = new AbortController();
  readonly #seen = new Set<string>();

  /** @throws Error where the rule is off or has no target */
  static async start(api: EngineApi, host: LambdaHost, ruleName: string, stateMachineArn: string): Promise<StatusChanges> {
    const rule = await api.json<{ State: string; EventPattern: string }>('events', 'AWSEvents.DescribeRule', { Name: ruleName }, '1.1');
    const { Targets } = await api.json<{ Targets: readonly { Arn: string }[] }>('events', 'AWSEvents.ListTargetsByRule', { Rule: ruleName }, '1.1');
    if (rule.State !== 'ENABLED' || Targets.length === 0) throw new Error(`the rule ${ruleName} is ${rule.State}, with ${Targets.length} targets`);
    const changes = new StatusChanges();
    const pattern = JSON.parse(rule.EventPattern) as EventPattern;
    const look = async (): Promise<void> => {
      for (const execution of await changes.#ended(api, stateMachineArn)) {
        const event = statusChange(execution);
        if (!matchesPattern(pattern, event)) continue;
        changes.told.push(`${execution.name}: ${execution.status}`);
        for (const { Arn } of Targets) host.invokeAsync(Arn, event);
      }
    };
    void changes.#loop(look);
    return changes;
  }

  stop(): void {
    this.#over.abort();
  }

  async #loop(look: () => Promise<void>): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      // The engine may be slow for a moment; the next look finds the same.
      await look().catch(() => undefined);
      await systemClock.sleep(250, signal).catch(() => undefined);
    }
  }

  async #ended(api: EngineApi, stateMachineArn: string): Promise<Execution[]> {
    const { executions } = await api.json<{ executions: readonly { executionArn: string; status: string }[] }>('states', 'AWSStepFunctions.ListExecutions', { stateMachineArn });
    const fresh = executions.filter(({ executionArn, status }) => status !== 'RUNNING' && !this.#seen.has(executionArn));
    const described = await Promise.all(fresh.map(({ executionArn }) => api.json<Execution>('states', 'AWSStepFunctions.DescribeExecution', { executionArn })));
    for (const { executionArn } of fresh) this.#seen.add(executionArn);
    return described;
  }
}

function statusChange(execution: Execution): object {
  const { executionArn, stateMachineArn, name, status, input, output, error, cause, startDate, stopDate } = execution;
  return {
    version: '0',
    id: executionArn,
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [executionArn],
    detail: { executionArn, stateMachineArn, name, status, input, output: output ?? null, error: error ?? null, cause: cause ?? null, startDate: startDate * 1000, stopDate: stopDate === undefined ? null : stopDate * 1000 },
  };
}
