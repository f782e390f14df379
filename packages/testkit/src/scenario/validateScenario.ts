import { checkShape, comparePaths, nearestWord, type Fault } from '@drs-orchestration/core';
import { emulatedOperations } from './emulatedOperations.js';
import type { WorldFault } from '../drs-emulator/world.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './scenarioSchema.js';
import { listedServers, type ScenarioPlan } from './worldFor.js';

/** A valid scenario with its defaults, or everything that is wrong with it. */
export type ScenarioValidation =
  | { readonly scenario: Scenario; readonly faults?: never }
  | { readonly scenario?: never; readonly faults: readonly Fault[] };

function timeFaults(fault: WorldFault, path: string): Fault[] {
  if ('Server' in fault) {
    return fault.RawError !== undefined && fault.Fault !== 'FAIL'
      ? [{ path: `${path}.RawError`, message: `belongs to Fault: FAIL, not to ${fault.Fault}: remove it` }]
      : [];
  }
  const faults: Fault[] = [];
  if ('Service' in fault && fault.Fields !== undefined && fault.Fault !== 'DROP_FIELDS') {
    faults.push({ path: `${path}.Fields`, message: `belongs to Fault: DROP_FIELDS, not to ${fault.Fault}: remove it` });
  }
  if ('Service' in fault && fault.Attempt !== undefined && (fault.FromSecond !== undefined || fault.ToSecond !== undefined)) {
    faults.push({ path: `${path}.Attempt`, message: 'a fault strikes at one Attempt or in a time (FromSecond, ToSecond): remove one of them' });
  }
  if (fault.ToSecond !== undefined && fault.ToSecond <= (fault.FromSecond ?? 0)) {
    faults.push({ path: `${path}.ToSecond`, message: `must be later than FromSecond (${fault.FromSecond ?? 0}), but is ${fault.ToSecond}` });
  }
  return faults;
}

function operationFaults(fault: WorldFault, path: string): Fault[] {
  if (!('Service' in fault)) return [];
  const known = emulatedOperations[fault.Service];
  if (fault.Operation === '*' || known.includes(fault.Operation)) return [];
  const meant = nearestWord(fault.Operation, known);
  const advice = meant === undefined ? `a drill calls ${known.join(', ')}` : `did you mean ${meant}?`;
  return [{ path: `${path}.Operation`, message: `a drill never calls ${fault.Operation} of ${fault.Service}: ${advice}` }];
}

function twiceFaults<T>(entries: readonly T[], list: string, key: string & keyof T): Fault[] {
  return entries.flatMap((entry, index) => {
    const earlier = entries.findIndex((other) => other[key] === entry[key]);
    return earlier === index ? [] : [{ path: `${list}[${index}].${key}`, message: `${String(entry[key])} is already in ${list}[${earlier}]: keep one` }];
  });
}

/** The faults of a scenario that is for this plan: answers for waves it lacks, faults of servers that nobody knows. */
function planFaults(scenario: Scenario, against: ScenarioPlan): Fault[] {
  const numbers = against.plan.Waves.map((wave) => wave.WaveNumber);
  const servers = new Set([...scenario.Servers.map((server) => server.SourceServerId), ...listedServers(against)]);
  return [
    ...scenario.Approvals.flatMap((approval, index) =>
      numbers.includes(approval.WaveNumber)
        ? []
        : [{ path: `Approvals[${index}].WaveNumber`, message: `the plan has no wave ${approval.WaveNumber}: its waves are ${numbers.join(', ')}` }],
    ),
    ...scenario.Faults.flatMap((fault, index) =>
      !('Server' in fault) || servers.has(fault.Server)
        ? []
        : [{ path: `Faults[${index}].Server`, message: `neither the plan nor this scenario's Servers has ${fault.Server}` }],
    ),
  ];
}

/** Validates what is meant to be a scenario file's content, by itself and for a plan where one is given. */
export function validateScenario(input: unknown, against?: ScenarioPlan): ScenarioValidation {
  const shape = checkShape(scenarioSchema, input);
  if (shape.value === undefined) return { faults: shape.faults.toSorted((a, b) => comparePaths(a.path, b.path)) };
  const scenario = shape.value;
  const faults = [
    ...scenario.Faults.flatMap((fault, index) => [...timeFaults(fault, `Faults[${index}]`), ...operationFaults(fault, `Faults[${index}]`)]),
    ...twiceFaults(scenario.Servers, 'Servers', 'SourceServerId'),
    ...twiceFaults(scenario.Approvals, 'Approvals', 'WaveNumber'),
    ...(against === undefined ? [] : planFaults(scenario, against)),
  ];
  return faults.length === 0 ? { scenario } : { faults: faults.toSorted((a, b) => comparePaths(a.path, b.path)) };
}

/** The world of a drill without a scenario file. */
export function defaultScenario(): Scenario {
  return scenarioSchema.parse({});
}
