import type { PreflightCheck, PreflightFinding } from '../answers/preflight.js';
import type { ExecutionHeader } from '../execution/records.js';
import { isFinal } from '../execution/statuses.js';
import type { Fault, StoredPlan } from '../plan/plan.js';
import type { PlanValidation } from '../plan/validatePlan.js';
import { counted, found, passed } from './check.js';
import type { PreparationProblem } from './preparationProblem.js';

/** Problems that lie in the plan itself, once its tags are resolved. */
const ofPlan: ReadonlySet<PreparationProblem['code']> = new Set<PreparationProblem['code']>(['OrderMismatch', 'ServerTwice', 'WaveTooLarge', 'TooManyEvents']);

/** Whether the plan as stored, with the servers that its tags match, could be started. */
export function planValid(plan: StoredPlan, validation: PlanValidation, problems: readonly PreparationProblem[]): PreflightCheck {
  if (validation.faults !== undefined) return found('PLAN_VALID', 'FAILED', `The plan cannot be run as it is stored: ${counted(validation.faults.length, 'fault')}. Correct it and store it again.`, validation.faults.map((fault) => ofFault(fault, plan)));
  const wrong = problems.filter(({ code }) => ofPlan.has(code));
  if (wrong.length > 0) return found('PLAN_VALID', 'FAILED', `With the servers that its tags match, the plan cannot be run: ${counted(wrong.length, 'fault')}.`, wrong.map(findingOf));
  if (validation.warnings.length > 0) return found('PLAN_VALID', 'WARNING', `The plan can be run, but ${counted(validation.warnings.length, 'thing')} in it may not be meant.`, validation.warnings.map((fault) => ofFault(fault, plan)));
  return passed('PLAN_VALID', `Version ${plan.Version} of the plan, with ${counted(plan.Waves.length, 'wave')}, is valid.`);
}

/** Whether no execution of the plan is unfinished. @param active the one that holds its lock. */
export function planFree(plan: StoredPlan, active: ExecutionHeader | undefined): PreflightCheck {
  if (active === undefined || isFinal(active.Status)) return passed('PLAN_FREE', 'No execution of the plan is running.');
  return found('PLAN_FREE', 'FAILED', `Execution ${active.ExecutionId} of plan ${plan.PlanId} (${active.ExecutionType}) is ${active.Status}. Wait for it or cancel it.`);
}

/** A problem as a finding. */
export function findingOf({ message, wave, server }: PreparationProblem): PreflightFinding {
  return { Message: message, ...(wave === undefined ? {} : { WaveNumber: wave }), ...(server === undefined ? {} : { SourceServerId: server }) };
}

function ofFault({ path, message }: Fault, plan: StoredPlan): PreflightFinding {
  const index = /^Waves\[(\d+)\]/.exec(path)?.[1];
  const wave = index === undefined ? undefined : plan.Waves[Number(index)]?.WaveNumber;
  return { Message: path === '' ? message : `${path}: ${message}`, ...(typeof wave === 'number' ? { WaveNumber: wave } : {}) };
}
