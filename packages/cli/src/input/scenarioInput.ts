import { defaultScenario, parseScenarioFile, type Scenario, type ScenarioPlan } from '@drs-orchestration/testkit';
import { InputError } from './inputError.js';
import { readTextFile } from './readTextFile.js';

/**
 * Reads a scenario file for a plan; without a file the world is whole and behaves as measured.
 * @param against the plan; absent where it could not be read, and the scenario is judged by itself
 * @throws InputError with every fault, a line each with its path and line, or why the file cannot be read.
 */
export function readScenario(path: string | undefined, against?: ScenarioPlan): Scenario {
  if (path === undefined) return defaultScenario();
  const reading = parseScenarioFile(readTextFile(path, 'scenario file'), path, against);
  if (reading.faults !== undefined) throw new InputError(reading.report);
  return reading.scenario;
}
