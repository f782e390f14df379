import { byLine, checkShape, formatFaults, readYaml, type Fault } from '@drs-orchestration/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './configuration.js';
import { configurationSchema } from './configurationSchema.js';

/** A configuration that cannot be deployed; its message names every fault, a line each. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

function refuse(fileName: string, faults: readonly Fault[]): never {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new InvalidConfiguration(`${fileName} has ${count}; nothing was generated. Correct them and run it again.\n${formatFaults(byLine(faults), fileName)}`);
}

/** What holds between values that are right by themselves. */
function relations(settings: Configuration): readonly Fault[] {
  const seen = new Map<string, number>();
  const faults: Fault[] = [];
  settings.TargetAccounts.forEach((target, index) => {
    const path = `TargetAccounts[${index}].AccountId`;
    const first = seen.get(target.AccountId);
    if (target.AccountId === settings.AccountId) faults.push({ path, message: 'is the account itself, which needs no role: remove it' });
    else if (first !== undefined) faults.push({ path, message: `is there already, as TargetAccounts[${first}]: remove one` });
    else seen.set(target.AccountId, index);
  });
  return faults;
}

/**
 * Parses a configuration (YAML).
 * @param fileName what messages call it
 * @throws InvalidConfiguration naming every fault with its path and line.
 */
export function parseConfiguration(text: string, fileName: string): Configuration {
  const yaml = readYaml(text);
  if (yaml.withLine === undefined) return refuse(fileName, yaml.faults);
  const shape = checkShape(configurationSchema, yaml.content);
  const faults = [...yaml.faults, ...(shape.value === undefined ? shape.faults : relations(shape.value)).map(yaml.withLine)];
  if (shape.value === undefined || faults.length > 0) return refuse(fileName, faults);
  return shape.value;
}

/**
 * The configuration of an environment: `<folder>/<environment>.yaml`.
 * @throws InvalidConfiguration naming every fault, or the environments there are.
 */
export function readConfiguration(folder: string, environment: string): Configuration {
  const fileName = `config/${environment}.yaml`;
  const file = join(folder, `${environment}.yaml`);
  if (!existsSync(file)) {
    const known = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -5)).sort();
    throw new InvalidConfiguration(`There is no ${fileName}. Set DRS_ENVIRONMENT to one of ${known.join(', ')}, or write that file.`);
  }
  const settings = parseConfiguration(readFileSync(file, 'utf8'), fileName);
  if (settings.Environment !== environment) {
    refuse(fileName, [{ path: 'Environment', message: `must be ${environment}, as the file is called, but is ${settings.Environment}` }]);
  }
  return settings;
}
