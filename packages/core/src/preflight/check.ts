import type { PreflightCheck, PreflightCheckName, PreflightFinding } from '../answers/preflight.js';
import type { NotTold } from '../told.js';

/** How many findings a check lists: with 300 bytes each, those of all checks fit into an answer of Lambda (6 MB) many times. */
const listedFindings = 500;

/** A check that found nothing wrong. */
export function passed(Check: PreflightCheckName, Message: string): PreflightCheck {
  return { Check, State: 'PASSED', Message, Findings: [] };
}

/** A check that found something. */
export function found(Check: PreflightCheckName, State: 'WARNING' | 'FAILED', Message: string, findings: readonly PreflightFinding[] = []): PreflightCheck {
  const more = findings.length - listedFindings;
  return { Check, State, Message, Findings: findings.slice(0, listedFindings), ...(more <= 0 ? {} : { FindingsLeftOut: more }) };
}

/** A check that could not be made. */
export function unknown(Check: PreflightCheckName, why: string): PreflightCheck {
  return { Check, State: 'UNKNOWN', Message: `Not known: ${why}`, Findings: [] };
}

/** Checks that could not be made because a question before them had no answer. */
export function unknownFor(checks: readonly PreflightCheckName[], { reason }: NotTold): readonly PreflightCheck[] {
  return checks.map((check) => unknown(check, reason));
}

/** A count with its noun, e.g. `1 server`, `2 servers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
