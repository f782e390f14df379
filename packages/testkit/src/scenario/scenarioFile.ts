import { byLine, formatFaults, readYaml, type Fault } from '@drs-orchestration/core';
import type { Scenario } from './scenario.js';
import { validateScenario } from './validateScenario.js';
import type { ScenarioPlan } from './worldFor.js';

/** What a scenario file holds: a valid scenario, or its faults, also as a report of one line each. */
export type ScenarioFileReading =
  | { readonly scenario: Scenario; readonly faults?: never }
  | { readonly scenario?: never; readonly faults: readonly Fault[]; readonly report: string };

/**
 * Reads a scenario file (YAML or JSON): the scenario, or every fault with its 1-based line. `fileName` is what the
 * report calls it; `against` is the plan it is for, whose waves and servers it must know.
 */
export function parseScenarioFile(text: string, fileName: string, against?: ScenarioPlan): ScenarioFileReading {
  const refused = (found: readonly Fault[]): ScenarioFileReading => {
    const faults = byLine(found);
    return { faults, report: formatFaults(faults, fileName) };
  };
  const yaml = readYaml(text, {});
  if (yaml.withLine === undefined) return refused(yaml.faults);
  const validation = validateScenario(yaml.content, against);
  if (validation.faults !== undefined) return refused([...yaml.faults, ...validation.faults.map(yaml.withLine)]);
  return yaml.faults.length > 0 ? refused(yaml.faults) : { scenario: validation.scenario };
}
