import type { ValidPlan } from '@drs-orchestration/core';
import type { Scenario } from '@drs-orchestration/testkit';
import { InputError } from './inputError.js';
import { readPlan } from './planInput.js';
import { readScenario } from './scenarioInput.js';

/** What a local run is about: a valid plan, and the world it runs in. */
export interface RunInput {
  readonly plan: ValidPlan;
  readonly scenario: Scenario;
}

/**
 * Reads the files of a local run. A plan is judged in the scenario's account.
 * @throws InputError with the faults of both files at once.
 */
export function readRunInput(planPath: string, scenarioPath: string | undefined): RunInput {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const alone = attempt(() => readPlan(planPath));
  const scenario = attempt(() => readScenario(scenarioPath, alone));
  // Only with the account is it known whether the plan needs a role.
  const plan = alone === undefined || scenario === undefined ? alone : attempt(() => readPlan(planPath, { ownAccountId: scenario.Account }));
  if (plan === undefined || scenario === undefined) throw new InputError(problems.join('\n'));
  return { plan, scenario };
}
