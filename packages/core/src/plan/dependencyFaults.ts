import type { Fault } from './plan.js';
import type { Placed, PlanParts, WaveParts } from './soundParts.js';
import { findCycles } from './waveGraph.js';

type NumberedWave = WaveParts & { readonly number: Placed<number> };

const isNumbered = (wave: WaveParts): wave is NumberedWave => wave.number !== undefined;

function duplicateNumberFaults(waves: readonly NumberedWave[]): Fault[] {
  const first = new Map<number, NumberedWave>();
  return waves.flatMap((wave) => {
    const other = first.get(wave.number.value);
    if (other === undefined) {
      first.set(wave.number.value, wave);
      return [];
    }
    return [{ path: wave.number.path, message: `is already the number of ${other.path}: give each wave its own` }];
  });
}

function unknownFaults(waves: readonly WaveParts[]): Fault[] {
  // A wave whose number is unsound may be the one that is meant.
  if (!waves.every(isNumbered)) return [];
  const numbers = new Set(waves.map((wave) => wave.number.value));
  const known = [...numbers].sort((a, b) => a - b).join(', ');
  return waves
    .flatMap((wave) => wave.dependencies)
    .filter((dependency) => !numbers.has(dependency.value))
    .map(({ path, value }) => ({ path, message: `there is no wave ${value}: the plan's waves are ${known}` }));
}

function selfFaults(waves: readonly NumberedWave[]): Fault[] {
  return waves.flatMap((wave) =>
    wave.dependencies
      .filter((dependency) => dependency.value === wave.number.value)
      .map(({ path }) => ({ path, message: `${wave.label} cannot wait for itself: remove this dependency` })),
  );
}

function contradictionFaults(waves: readonly NumberedWave[]): Fault[] {
  const numbers = new Set(waves.map((wave) => wave.number.value));
  return waves.flatMap((wave) =>
    wave.dependencies
      .filter((dependency) => dependency.value > wave.number.value && numbers.has(dependency.value))
      .map(({ path, value }) => ({
        path,
        message:
          `${wave.label} runs before wave ${value}, since WaveOrdering is SEQUENTIAL, so it cannot wait for it: ` +
          'change the wave numbers, or set WaveOrdering: DEPENDENCIES',
      })),
  );
}

function cycleFaults(waves: readonly NumberedWave[]): Fault[] {
  const byNumber = new Map(waves.map((wave) => [wave.number.value, wave]));
  const dependencies = new Map(
    waves.map((wave) => [
      wave.number.value,
      wave.dependencies.map((dependency) => dependency.value).filter((number) => number !== wave.number.value && byNumber.has(number)),
    ]),
  );
  return findCycles([...byNumber.keys()], dependencies).map((cycle) => {
    const [from, to] = cycle;
    const edge = byNumber.get(from as number)?.dependencies.find((dependency) => dependency.value === to);
    return {
      path: edge?.path ?? 'Waves',
      message: `waves ${cycle.join(' -> ')} wait for each other (each arrow reads "waits for"): remove one of these dependencies`,
    };
  });
}

/** What is wrong with the waves' numbers and with what they depend on, as far as the parts are sound. */
export function dependencyFaults(plan: PlanParts): Fault[] {
  const numbered = plan.waves.filter(isNumbered);
  const duplicates = duplicateNumberFaults(numbered);
  const faults = [...duplicates, ...unknownFaults(plan.waves), ...selfFaults(numbered)];
  // With a number given twice it is not known which wave is meant.
  if (duplicates.length > 0) return faults;
  if (plan.ordering === 'SEQUENTIAL') faults.push(...contradictionFaults(numbered));
  if (plan.ordering === 'DEPENDENCIES') faults.push(...cycleFaults(numbered));
  return faults;
}
