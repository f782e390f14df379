import { parsePlanFile, type PlanContext, type ValidPlan } from '@drs-orchestration/core';
import { InputError } from './inputError.js';
import { readTextFile } from './readTextFile.js';

/**
 * Reads a plan file.
 * @throws InputError with every fault, a line each with its path and line, or why the file cannot be read.
 */
export function readPlan(path: string, context: PlanContext = {}): ValidPlan {
  const reading = parsePlanFile(readTextFile(path, 'plan file'), path, context);
  if (reading.faults !== undefined) throw new InputError(reading.report);
  return reading;
}
