import { byLine, checkShape, formatFaults, readYaml, type Fault } from '@drs-orchestration/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './configuration.js';
import { configurationSchema } from './configurationSchema.js';
import { relationFaults } from './relations.js';

/** A configuration that cannot be deployed; its message names every fault, a line each. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

function refuse(fileName: string, faults: readonly Fault[]): never {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new InvalidConfiguration(`${fileName} has ${count}; nothing was generated. Correct them and run it again.\n${formatFaults(byLine(faults), fileName)}`);
}

/**
 * Parses a configuration (YAML).
 * @param fileName what messages call it
 * @param environment which one it must be of, if that is known
 * @throws InvalidConfiguration naming every fault with its path and line.
 */
export function parseConfiguration(text: string, fileName: string, environment?: string): Configuration {
  const yaml = readYaml(text);
  if (yaml.withLine === undefined) return refuse(fileName, yaml.faults);
  const shape = checkShape(configurationSchema, yaml.content);
  const wrong = new Set(shape.faults.map(({ path }) => path));
  const related = relationFaults(yaml.content, environment).filter(({ path }) => !wrong.has(path));
  const faults = [...yaml.faults, ...[...shape.faults, ...related].map(yaml.withLine)];
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
  return parseConfiguration(readFileSync(file, 'utf8'), fileName, environment);
}
