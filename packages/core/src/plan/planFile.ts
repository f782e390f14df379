import { formatFaults } from './formatFaults.js';
import type { Fault } from './plan.js';
import { validatePlan, type InvalidPlan, type PlanContext, type ValidPlan } from './validatePlan.js';
import { byLine, readYaml } from './yamlFaults.js';

/** What a plan file holds: a valid plan, or its faults, also as the `report` that `formatFaults` makes of them. */
export type PlanFileReading = ValidPlan | (InvalidPlan & { readonly report: string });

/**
 * Reads a plan file (YAML or JSON): the valid plan, or every fault of syntax, of single values and between waves, each
 * with its 1-based line. `fileName` is what the report calls it.
 */
export function parsePlanFile(text: string, fileName: string, context: PlanContext = {}): PlanFileReading {
  const refused = (found: readonly Fault[]): PlanFileReading => {
    const faults = byLine(found);
    return { faults, report: formatFaults(faults, fileName) };
  };
  const yaml = readYaml(text);
  if (yaml.withLine === undefined) return refused(yaml.faults);
  const validation = validatePlan(yaml.content, context);
  if (validation.faults !== undefined) return refused([...yaml.faults, ...validation.faults.map(yaml.withLine)]);
  if (yaml.faults.length > 0) return refused(yaml.faults);
  return { ...validation, warnings: byLine(validation.warnings.map(yaml.withLine)) };
}
