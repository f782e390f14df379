import { isDeepStrictEqual } from 'node:util';
import type { Violation } from '../invariants/invariant.js';
import { runScript, type RunOutcome } from '../runs/runScript.js';
import type { Kill } from '../script/script.js';
import { comparableRecord } from './comparableRecord.js';
import { crashScript } from './crashScript.js';

/** The run in which nobody dies. */
export async function undisturbed(definition: string): Promise<RunOutcome> {
  return runScript(crashScript([]), definition);
}

/** What a function's death at one input or output changed: nothing, it should be. */
export async function crashAt(kill: Kill, definition: string, baseline: RunOutcome): Promise<{ readonly outcome: RunOutcome; readonly violations: readonly Violation[] }> {
  const outcome = await runScript(crashScript([kill]), definition);
  const at = outcome.startedAt + outcome.seconds * 1000;
  const different = (found: string): Violation => ({ invariant: 'a function that dies at any input or output changes nothing', found, at });
  const differences: Violation[] = [];
  if (!isDeepStrictEqual(records(outcome), records(baseline))) differences.push(different(`killed ${kill.side} step ${kill.step}: the final record is ${JSON.stringify(records(outcome))}, not ${JSON.stringify(records(baseline))}`));
  const jobs = (run: RunOutcome): number => run.system.emulator.jobs().length;
  if (jobs(outcome) !== jobs(baseline)) differences.push(different(`killed ${kill.side} step ${kill.step}: DRS has ${jobs(outcome)} jobs, not ${jobs(baseline)}`));
  return { outcome, violations: [...outcome.violations, ...differences] };
}

function records(outcome: RunOutcome): readonly unknown[] {
  return outcome.executions.map(comparableRecord);
}
