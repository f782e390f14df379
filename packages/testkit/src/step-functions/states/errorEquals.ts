import type { FieldReader } from '../definition/fieldReader.js';
import { predefinedErrorNames } from '../errors/errorMatching.js';

/** Reads ErrorEquals; a misspelt `States.` name is a fault, since it would never match. */
export function readErrorEquals(reader: FieldReader): readonly string[] {
  const names = reader.fields['ErrorEquals'];
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string')) {
    reader.fault('ErrorEquals', 'must be an array of at least one error name');
    return [];
  }
  for (const name of names) {
    if (name.startsWith('States.') && !predefinedErrorNames.has(name)) reader.fault('ErrorEquals', `'${name}' is no error name of Step Functions`);
  }
  if (names.includes('States.ALL') && names.length > 1) reader.fault('ErrorEquals', 'States.ALL must stand alone');
  return names;
}

/** A fault where States.ALL stands before another entry, which could then never match. */
export function requireAllLast(readers: readonly FieldReader[], errorEquals: readonly (readonly string[])[]): void {
  errorEquals.forEach((names, index) => {
    if (names.includes('States.ALL') && index < errorEquals.length - 1) readers[index]!.fault('ErrorEquals', 'States.ALL must be in the last entry');
  });
}
