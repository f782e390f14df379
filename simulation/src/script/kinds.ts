import type { CallFault, CallFaultKind, ServerFault } from '@drs-orchestration/testkit';
import type { Action, TroubleKind } from './script.js';

// Records, so that a kind that is added to its type and not here is a fault to the compiler.

const troubles: Readonly<Record<TroubleKind, true>> = {
  STORE_THROTTLED: true, STORE_CONFLICT: true, STORE_ANSWER_LOST: true, MACHINE_REFUSED: true, MACHINE_ANSWER_LOST: true, MACHINE_UNKNOWN_YET: true,
  INVOCATION_REFUSED: true, INVOCATION_LOST: true, INVOCATION_TWICE: true, TASK_TWICE: true, FUNCTION_KILLED: true, EVENT_LOST: true, EVENT_TWICE: true,
  FINDER_TWICE: true, STALE_JOBS: true, SLOW: true, FROZEN: true,
};

const actions: Readonly<Record<Action['does'], true>> = {
  CANCEL: true, CANCEL_AT_WAVE: true, CANCEL_AT_JOB: true, START_AGAIN: true, START_OTHERWISE: true, ABORT_MACHINE: true, FREEZE_AT_INTENT: true,
  STRANGER_LAUNCHES: true, START_ANOTHER_PLAN: true, WITHDRAW_ROLE: true, RECONCILE: true, RETRY: true, CLEAN_UP: true, ASK_AFTER_END: true,
};

/** The faults of calls that are drawn, by service. */
const ofEveryService: readonly CallFaultKind[] = ['THROTTLE', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT'];
const callFaults: Readonly<Record<CallFault['Service'], readonly CallFaultKind[]>> = {
  drs: [...ofEveryService, 'LOSE_ANSWER', 'DROP_FIELDS', 'CONFLICT', 'QUOTA'],
  ec2: ofEveryService,
  sts: ofEveryService,
  sns: ofEveryService,
};

const serverFaults: Readonly<Record<ServerFault['Fault'], true>> = { FAIL: true, STALL: true, NEVER_LAUNCHED: true };

/** The name under which a fault of a service's calls is counted. */
export function nameOfCallFault(service: string, kind: string): string {
  return `${service} ${kind}`;
}

/** The name under which a fault of a server is counted. */
export function nameOfServerFault(fault: ServerFault['Fault']): string {
  return `server ${fault}`;
}

/** The finder's schedule being off when it is due. */
export const scheduleOff = 'schedule OFF';
/** A function's scripted death. */
export const scriptedKill = 'KILL';

/** Everything that may strike a run, each by the name under which it is counted. */
export const everyKind: readonly string[] = [
  ...Object.keys(troubles),
  ...Object.keys(actions),
  ...Object.entries(callFaults).flatMap(([service, kinds]) => kinds.map((kind) => nameOfCallFault(service, kind))),
  ...(Object.keys(serverFaults) as ServerFault['Fault'][]).map(nameOfServerFault),
  scheduleOff,
  scriptedKill,
];
