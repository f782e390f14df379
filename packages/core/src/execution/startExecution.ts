import { TerminalError, reasonOf } from '../errors.js';
import type { ExecutionType, Fault, StoredPlan } from '../plan/plan.js';
import { findGroups, findPlan } from '../plan/plans.js';
import { validateStoredPlan } from '../plan/validateStoredPlan.js';
import type { Ports } from '../ports/index.js';
import { unixSeconds } from '../ports/clock.js';
import type { Write } from '../ports/itemStore.js';
import type { Executions, StoredExecution } from './executions.js';
import { newExecution, type Retry } from './newExecution.js';
import { isFinal, isSettled } from './statuses.js';

/** What starting needs. */
export interface StartContext extends Pick<Ports, 'clock' | 'identifiers' | 'items' | 'machine' | 'logger'> {
  readonly executions: Executions;
  readonly sourceAccountId: string;
  readonly defaultTopicArn?: string;
}

/** Who wants what started. */
export interface StartRequest {
  readonly planId: string;
  readonly executionType: ExecutionType;
  readonly initiatedBy: string;
}

/** Who wants launched what an earlier execution did not recover. */
export interface RetryRequest extends StartRequest {
  readonly retry: Retry;
}

/** What became of a request to start. */
export type StartOutcome =
  | { readonly kind: 'STARTED' | 'ALREADY_RUNNING'; readonly executionId: string }
  | { readonly kind: 'PLAN_UNKNOWN' }
  | { readonly kind: 'CONFLICT'; readonly message: string; readonly executionId: string }
  | { readonly kind: 'FAULTY'; readonly faults: readonly Fault[] };

/** What became of a request to start a retry; of which the plan, as it is now, may leave nothing to launch. */
export type RetryStartOutcome = StartOutcome | { readonly kind: 'NOTHING_TO_LAUNCH' };

/** How often a start is decided anew when another one was first. */
const attempts = 5;

/**
 * Starts a plan's execution: its record and the plan's lock in one transaction, then the state machine, named by the
 * ExecutionId (design section 3). Starting what already runs with the same parameters returns the running one (R9.2).
 * Should the machine not start now, the repair starts it within two minutes.
 */
export async function startExecution(context: StartContext, request: RetryRequest): Promise<RetryStartOutcome>;
export async function startExecution(context: StartContext, request: StartRequest): Promise<StartOutcome>;
export async function startExecution(context: StartContext, request: StartRequest & Partial<RetryRequest>): Promise<RetryStartOutcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const plan = await findPlan(context.items, request.planId);
    if (plan === undefined) return { kind: 'PLAN_UNKNOWN' };
    const running = plan.ActiveExecutionId === undefined ? undefined : await context.executions.findHeader(plan.ActiveExecutionId);
    if (running !== undefined && !isFinal(running.Status)) {
      if (running.ExecutionType !== request.executionType || running.RetryOf !== request.retry?.executionId || running.Status === 'CANCELLING') {
        const message = `Plan ${plan.PlanId} has execution ${running.ExecutionId} (${running.ExecutionType}, ${running.Status}). Wait for it or cancel it, then start again.`;
        return { kind: 'CONFLICT', message, executionId: running.ExecutionId };
      }
      await startMachine(context, running.ExecutionId);
      return { kind: 'ALREADY_RUNNING', executionId: running.ExecutionId };
    }
    const groups = await findGroups(context.items, plan.Waves.flatMap((wave) => wave.ProtectionGroupId ?? []));
    const { faults } = validateStoredPlan(plan, groups, context.sourceAccountId);
    if (faults !== undefined) return { kind: 'FAULTY', faults };
    const execution = newExecution({
      executionId: context.identifiers.uuid(),
      plan,
      groups,
      executionType: request.executionType,
      initiatedBy: request.initiatedBy,
      sourceAccountId: context.sourceAccountId,
      ...(context.defaultTopicArn === undefined ? {} : { defaultTopicArn: context.defaultTopicArn }),
      ...(request.retry === undefined ? {} : { retry: request.retry }),
      now: unixSeconds(context.clock),
    });
    if (execution.waves.every((wave) => isSettled(wave.WaveStatus))) return { kind: 'NOTHING_TO_LAUNCH' };
    if ((await context.items.write(...startWrites(execution, plan))) === 'WRITTEN') {
      const executionId = execution.header.ExecutionId;
      context.logger.info('execution accepted', { ExecutionId: executionId, PlanId: plan.PlanId, ExecutionType: request.executionType });
      await startMachine(context, executionId);
      return { kind: 'STARTED', executionId };
    }
    // Another start, or an edit of the plan, was first: look again.
    await context.clock.sleep(50 * (attempt + 1));
  }
  throw new TerminalError('StartContention', `Plan ${request.planId} is being started or edited by others. Look at its executions, then start again.`);
}

function startWrites(execution: StoredExecution, plan: StoredPlan): readonly Write[] {
  const absent = { ExecutionId: { is: 'ABSENT' } } as const;
  const unlocked = plan.ActiveExecutionId === undefined ? ({ is: 'ABSENT' } as const) : ({ is: 'EQUAL', to: plan.ActiveExecutionId } as const);
  return [
    { kind: 'put', table: 'executions', item: { ...execution.header }, expect: absent },
    ...execution.waves.map((wave): Write => ({ kind: 'put', table: 'executions', item: { ...wave }, expect: absent })),
    {
      kind: 'update',
      table: 'plans',
      key: { PlanId: plan.PlanId },
      set: { ActiveExecutionId: execution.header.ExecutionId },
      expect: { Version: { is: 'EQUAL', to: plan.Version }, ActiveExecutionId: unlocked },
    },
  ];
}

/** Starts an execution's machine; a failure is logged and left to the repair (design section 9). */
async function startMachine(context: StartContext, executionId: string): Promise<void> {
  try {
    await context.machine.start(executionId, { Mode: 'RUN', ExecutionId: executionId });
  } catch (error) {
    context.logger.error('the state machine could not be started: the repair will', { ExecutionId: executionId, reason: reasonOf(error) });
  }
}
