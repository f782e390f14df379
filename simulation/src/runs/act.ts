import { isFinal, putPlan, type ExecutionHeader, type ExecutionType } from '@drs-orchestration/core';
import type { Restart, Run } from '../invariants/invariant.js';
import { anotherPlan } from '../script/anotherPlan.js';
import type { Action, OperatorRequest } from '../script/script.js';
import { request, requestStart, type ApiAnswer } from '../system/requests.js';
import type { SimulatedSystem } from '../system/simulatedSystem.js';
import type { HeaderChange, WaveChange } from '../witness/witness.js';

type TimedAction = Extract<Action, { readonly atSecond: number }>;

type CancelAt = 'CANCEL_AT_WAVE' | 'CANCEL_AT_JOB';

/** Counts waves that begin to launch, or jobs that begin, and cancels the run at those that the script names. */
export function cancelAt({ script, system }: Run, does: CancelAt): (executionId: string) => void {
  const cancels = script.actions.filter((action): action is Extract<Action, { readonly does: CancelAt }> => action.does === does);
  let count = 0;
  return (executionId) => {
    count += 1;
    const cancel = cancels.find(({ nth }) => nth === count);
    if (cancel === undefined) return;
    system.witness.note(`someone does: ${does}`);
    if (cancel.does === 'CANCEL_AT_JOB' && cancel.andKill) system.trouble.dieAfterThis();
    void request(system.lambdas, `/executions/${executionId}/cancel`, {}).then((answer) => countAccepted(system, does, answer));
  };
}

/** Counts launches whose intents are written, and lets the functions that wrote those the script names stand still. */
export function freezeAtIntents({ script, system }: Run): (change: WaveChange) => void {
  const freezes = script.actions.filter((action): action is Extract<Action, { readonly does: 'FREEZE_AT_INTENT' }> => action.does === 'FREEZE_AT_INTENT');
  let count = 0;
  return ({ before, after }) => {
    if (Object.keys(after.Calls).every((id) => before?.Calls[id] !== undefined)) return;
    count += 1;
    const freeze = freezes.find(({ nth }) => nth === count);
    if (freeze === undefined) return;
    system.witness.note(`the function that intends to launch wave ${after.WaveNumber} stands still for ${freeze.seconds} s`);
    system.trouble.freezeAfterThis(freeze.seconds * 1000);
    system.trouble.struck.count(freeze.does);
  };
}

/** Counts runs that get their final status, and asks what the script asks so long after. @param asking told of each request, which may come late. */
export function askAfterEnds(run: Run, accepted: Set<string>, restarts: Restart[], asking: (request: Promise<void>) => void): (change: HeaderChange) => void {
  const { script, system } = run;
  const requests = script.actions.filter((action): action is Extract<Action, { readonly does: 'ASK_AFTER_END' }> => action.does === 'ASK_AFTER_END');
  let count = 0;
  return ({ before, after }) => {
    if (before === undefined || isFinal(before.Status) || !isFinal(after.Status)) return;
    count += 1;
    for (const { ask, afterSeconds } of requests.filter(({ nth }) => nth === count)) {
      const asked = async (): Promise<void> => {
        await system.clock.sleep(afterSeconds * 1000);
        system.witness.note(`someone asks ${afterSeconds} s after the end of ${after.ExecutionId}: ${ask}`);
        if (ask === 'START_AGAIN') await startAgain(run, script.executionType, accepted, restarts, 'ASK_AFTER_END');
        else await askOperator(run, ask, after.ExecutionId, accepted);
      };
      asking(asked());
    }
  };
}

/** Does what the script's operators and strangers do, each at its time. */
export async function act(run: Run, accepted: Set<string>, restarts: Restart[]): Promise<void> {
  const { script, system } = run;
  const timed = script.actions.filter((action): action is TimedAction => 'atSecond' in action);
  for (const action of timed.sort((one, other) => one.atSecond - other.atSecond)) {
    await system.clock.sleep(Math.max(0, system.startedAt + action.atSecond * 1000 - system.clock.now()));
    system.witness.note(`someone does: ${action.does}`);
    await perform(run, action, accepted, restarts);
  }
}

async function perform(run: Run, action: TimedAction, accepted: Set<string>, restarts: Restart[]): Promise<void> {
  const { script, system } = run;
  const executions = [...system.witness.executions.values()].map(({ header }) => header);
  const execution = executions.find(({ Status }) => !isFinal(Status));
  const { struck } = system.trouble;
  switch (action.does) {
    case 'CANCEL':
      if (execution !== undefined) countAccepted(system, action.does, await request(system.lambdas, `/executions/${execution.ExecutionId}/cancel`, { Reason: 'enough' }));
      return;
    case 'START_AGAIN':
      return startAgain(run, script.executionType, accepted, restarts, action.does);
    case 'START_OTHERWISE':
      return startAgain(run, script.executionType === 'DRILL' ? 'RECOVERY' : 'DRILL', accepted, restarts, action.does);
    case 'ABORT_MACHINE':
      if (execution === undefined || !system.machines.has(execution.ExecutionId)) return;
      struck.count(action.does);
      await system.engine.stopExecution({ executionArn: `${system.stateMachineArn.replace(':stateMachine:', ':execution:')}:${execution.ExecutionId}`, cause: 'stopped by hand' }).catch(() => undefined);
      return;
    case 'RECONCILE':
    case 'RETRY':
    case 'CLEAN_UP': {
      const latest = executions.at(-1);
      return latest === undefined ? undefined : askOperator(run, action.does, latest.ExecutionId, accepted);
    }
    case 'STRANGER_LAUNCHES': {
      const servers = system.emulator.servers();
      const server = servers[action.server % Math.max(1, servers.length)];
      if (server === undefined) return;
      try {
        system.emulator.startLaunch([server.SourceServerId], action.isDrill, {});
        struck.count(action.does);
      } catch {
        // It is in a job, or no slot is free: then the stranger has none.
      }
      return;
    }
    case 'START_ANOTHER_PLAN':
      return startAnotherPlan(run, action.executionType, accepted);
    case 'WITHDRAW_ROLE':
      if (system.emulator.sessions.size > 0) struck.count(action.does);
      system.withdrawRole(action.forSeconds);
  }
}

async function startAnotherPlan({ script, system }: Run, type: ExecutionType, accepted: Set<string>): Promise<void> {
  const other = anotherPlan(script);
  if (other === undefined) return;
  if ((await system.items.get('plans', { PlanId: other.plan.PlanId })) === undefined) await putPlan(system.items, other.plan, other.groups);
  const answer = await requestStart(system.lambdas, other.plan.PlanId, type);
  if (answer?.statusCode !== 202) return;
  accepted.add((answer.body as { readonly ExecutionId: string }).ExecutionId);
  system.trouble.struck.count('START_ANOTHER_PLAN');
}

const operatorPaths: Readonly<Record<OperatorRequest, string>> = { RECONCILE: 'reconcile', RETRY: 'retry', CLEAN_UP: 'cleanup' };

async function askOperator({ system, cleaned }: Run, ask: OperatorRequest, executionId: string, accepted: Set<string>): Promise<void> {
  // It is noted before it is answered, and whoever answers may die.
  if (ask === 'CLEAN_UP') cleaned.add(executionId);
  const answer = await request(system.lambdas, `/executions/${executionId}/${operatorPaths[ask]}`);
  system.witness.note(`${ask} of ${executionId} is answered ${answer === undefined ? 'not at all' : `${answer.statusCode}: ${JSON.stringify(answer.body)}`}`);
  countAccepted(system, ask, answer);
  if (ask === 'RETRY' && answer?.statusCode === 202) accepted.add((answer.body as { readonly ExecutionId: string }).ExecutionId);
}

/** Counts an action that took effect. */
function countAccepted({ trouble }: SimulatedSystem, does: Action['does'], answer: ApiAnswer | undefined): void {
  if (answer !== undefined && answer.statusCode < 300) trouble.struck.count(does);
}

async function startAgain({ script, system }: Run, type: ExecutionType, accepted: Set<string>, restarts: Restart[], does: Action['does']): Promise<void> {
  const { PlanId } = script.plan.plan;
  const running = (): ExecutionHeader | undefined => [...system.witness.executions.values()].map(({ header }) => header).find((header) => header.PlanId === PlanId && (header.Status === 'RUNNING' || header.Status === 'POLLING'));
  const before = running();
  const answer = await requestStart(system.lambdas, script.plan.plan.PlanId, type);
  if (answer === undefined) return;
  // Refusing another start is what a running plan does.
  if (answer.statusCode === 202 || answer.statusCode === 409) system.trouble.struck.count(does);
  const answeredId = (answer.body as { readonly ExecutionId?: string }).ExecutionId;
  if (answer.statusCode === 202 && answeredId !== undefined) accepted.add(answeredId);
  // Only what ran all the while tells what the answer had to be.
  if (before === undefined || running()?.ExecutionId !== before.ExecutionId) return;
  restarts.push({ runningId: before.ExecutionId, sameType: before.ExecutionType === type && before.RetryOf === undefined, statusCode: answer.statusCode, answeredId });
}
