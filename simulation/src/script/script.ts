import type { ExecutionType, ValidPlan } from '@drs-orchestration/core';
import type { World } from '@drs-orchestration/testkit';

/** What may go wrong between the parts of the system; what goes wrong inside DRS, EC2, STS and SNS is in the world. */
export type TroubleKind =
  /** DynamoDB refuses, its client's own repetitions spent. */
  | 'STORE_THROTTLED'
  /** Another writer is at the same items. */
  | 'STORE_CONFLICT'
  /** DynamoDB writes, its answer is lost; the client's repetition then meets its own write. */
  | 'STORE_ANSWER_LOST'
  | 'MACHINE_REFUSED'
  /** Step Functions acts, its answer is lost. */
  | 'MACHINE_ANSWER_LOST'
  /** DescribeExecution, which is eventually consistent, does not know a machine that was started some seconds ago. */
  | 'MACHINE_UNKNOWN_YET'
  | 'INVOCATION_REFUSED'
  /** Accepted by Lambda and never run. */
  | 'INVOCATION_LOST'
  | 'INVOCATION_TWICE'
  /** Step Functions runs a Task's function twice. */
  | 'TASK_TWICE'
  /** A function dies at an input or output, before or after it. */
  | 'FUNCTION_KILLED'
  /** EventBridge loses the event of a machine's end. */
  | 'EVENT_LOST'
  | 'EVENT_TWICE'
  | 'FINDER_TWICE'
  /** DRS tells of a job what it told before. */
  | 'STALE_JOBS'
  /** Each input or output takes up to half a minute. */
  | 'SLOW'
  /** A function's process stands still for minutes after an input or output: what it does next, it does late. */
  | 'FROZEN';

/** A stretch of trouble: in it, `percent` of all that it may strike is struck. Seconds since the run's start. */
export interface Storm {
  readonly kind: TroubleKind;
  readonly fromSecond: number;
  readonly toSecond: number;
  readonly percent: number;
}

/** A function's death at one input or output, counted over the whole run from 1. */
export interface Kill {
  readonly step: number;
  readonly side: 'BEFORE' | 'AFTER';
}

/** What an operator may ask of a run that has ended. */
export type OperatorRequest = 'RECONCILE' | 'RETRY' | 'CLEAN_UP';

/** What an operator or a stranger does, and when: mostly seconds since the run's start. */
export type Action =
  | { readonly atSecond: number; readonly does: 'CANCEL' | 'START_AGAIN' | 'START_OTHERWISE' | 'ABORT_MACHINE' }
  /** An operator asks it of the latest run, whether that has ended or not. */
  | { readonly atSecond: number; readonly does: OperatorRequest }
  /** An operator asks it so long after the n-th run got its final status; START_AGAIN: for the plan's start. */
  | { readonly does: 'ASK_AFTER_END'; readonly nth: number; readonly ask: OperatorRequest | 'START_AGAIN'; readonly afterSeconds: number }
  /** A cancel in the very moment in which the n-th wave begins to launch. */
  | { readonly does: 'CANCEL_AT_WAVE'; readonly nth: number }
  /** A cancel in the very moment in which DRS begins the n-th job; `andKill`: the function that asked for it dies. */
  | { readonly does: 'CANCEL_AT_JOB'; readonly nth: number; readonly andKill: boolean }
  /** In the moment in which the intents of the n-th launch are written, the function that wrote them stands still. */
  | { readonly does: 'FREEZE_AT_INTENT'; readonly nth: number; readonly seconds: number }
  /** A stranger launches one of the plan's servers, the n-th, counted round: as a drill, or for real. */
  | { readonly atSecond: number; readonly does: 'STRANGER_LAUNCHES'; readonly server: number; readonly isDrill: boolean }
  /** Somebody starts another plan, which launches the servers of one of this plan's waves: of the n-th, counted round. */
  | { readonly atSecond: number; readonly does: 'START_ANOTHER_PLAN'; readonly wave: number; readonly executionType: ExecutionType }
  /** The target account ends all sessions of the role, and lets nobody assume it for a while. */
  | { readonly atSecond: number; readonly does: 'WITHDRAW_ROLE'; readonly forSeconds: number };

/** How whoever approves waves answers those that wait. NONE: never. */
export interface Approver {
  readonly answer: 'APPROVE' | 'REJECT' | 'NONE';
  readonly afterSeconds: number;
}

/** All of a run: the same script is the same run, to the last event. */
export interface Script {
  /** Of all that is drawn while it runs: identifiers, latencies, which calls a storm strikes, DRS's spread. */
  readonly seed: number;
  readonly plan: ValidPlan;
  readonly executionType: ExecutionType;
  /** The kind of trouble that comes together in it; absent: whatever was drawn, each for itself. */
  readonly profile?: string;
  /** When the operator asks for the start, in seconds since the run's start; absent: at once. */
  readonly startsAtSecond?: number;
  readonly world: World;
  readonly storms: readonly Storm[];
  readonly kills: readonly Kill[];
  readonly actions: readonly Action[];
  readonly approver: Approver;
  /** How far a function's clock may be off, either way. Milliseconds. */
  readonly clockSkew: number;
}

/** Whether nothing goes wrong between the parts and nobody intervenes: then the bounds on time hold to the second. */
export function isCalm(script: Script): boolean {
  return script.storms.length === 0 && script.kills.length === 0 && script.actions.length === 0 && (script.world.Faults ?? []).length === 0 && (script.world.OtherJobs ?? []).length === 0;
}

/**
 * Whether all parts of the system run and are answered at once: servers may fail, others take slots, and people do
 * what they like.
 */
export function runsSmoothly({ storms, kills, actions, world }: Script): boolean {
  const troubles = actions.some((action) => action.does === 'WITHDRAW_ROLE' || action.does === 'FREEZE_AT_INTENT' || (action.does === 'CANCEL_AT_JOB' && action.andKill));
  return storms.length === 0 && kills.length === 0 && !troubles && (world.Faults ?? []).every((fault) => 'Server' in fault);
}

/** How many seconds of trouble there are between two moments, both in seconds since the run's start; stretches that overlap count twice. */
export function troubledSeconds({ storms, actions, world }: Script, from: number = 0, to: number = Infinity): number {
  const faults = (world.Faults ?? []).flatMap((fault) => ('ToSecond' in fault && fault.ToSecond !== undefined ? [{ fromSecond: fault.FromSecond ?? 0, toSecond: fault.ToSecond }] : []));
  const withdrawals = actions.flatMap((action) => (action.does === 'WITHDRAW_ROLE' ? [{ fromSecond: action.atSecond, toSecond: action.atSecond + action.forSeconds }] : []));
  return [...storms, ...faults, ...withdrawals].reduce((sum, { fromSecond, toSecond }) => sum + Math.max(0, Math.min(toSecond, to) - Math.max(fromSecond, from)), 0);
}
