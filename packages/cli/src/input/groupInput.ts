import { byLine, checkShape, formatFaults, protectionGroupSchema, readYaml, type Fault, type ProtectionGroup } from '@drs-orchestration/core';
import { InputError } from './inputError.js';
import { readTextFile } from './readTextFile.js';

/**
 * Reads a protection group's file: one group, with the keys it has in a plan file.
 * @throws InputError with every fault, a line each with its path and line, or why the file cannot be read.
 */
export function readGroup(path: string): ProtectionGroup {
  const yaml = readYaml(readTextFile(path, 'group file'));
  const refuse = (faults: readonly Fault[]): never => {
    throw new InputError(formatFaults(byLine(faults), path));
  };
  if (yaml.withLine === undefined) return refuse(yaml.faults);
  const shape = checkShape(protectionGroupSchema, yaml.content);
  const faults = [...shape.faults, ...(shape.value === undefined ? [] : eitherFaults(shape.value))];
  if (shape.value === undefined || faults.length > 0 || yaml.faults.length > 0) return refuse([...yaml.faults, ...faults.map(yaml.withLine)]);
  return shape.value;
}

function eitherFaults({ ServerIds, Tags }: ProtectionGroup): readonly Fault[] {
  if ((ServerIds === undefined) !== (Tags === undefined)) return [];
  return [{ path: '', message: 'give either ServerIds or Tags, and not both' }];
}
