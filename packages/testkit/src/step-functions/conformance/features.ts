import { isJsonObject, type JsonObject } from '../jsonValue.js';

/** Fields that hold a payload template. */
const templates = ['Parameters', 'ResultSelector', 'ItemSelector'];

/**
 * What a machine uses of the language, each thing in a few words: `Task.TimeoutSecondsPath`, `Pass.ResultPath: null`,
 * `Retry.MaxAttempts: 0`, `Catch takes States.ALL`, `rule IsPresent: false`, `States.MathAdd in Pass.Parameters`,
 * `$$.Task.Token in Task.Parameters`, `path with an index in rule`.
 */
export function featuresOf(machine: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  for (const field of Object.keys(machine)) found.add(`machine.${field}`);
  collectStates(machine, found);
  return found;
}

function collectStates(holder: JsonObject, found: Set<string>): void {
  for (const state of objects(Object.values(isJsonObject(holder['States']) ? holder['States'] : {}))) collectState(state, found);
}

function collectState(state: JsonObject, found: Set<string>): void {
  const type = String(state['Type']);
  for (const [field, value] of Object.entries(state)) {
    const name = `${type}.${field}`;
    found.add(value === null || (typeof value === 'number' && value <= 1 && field === 'MaxConcurrency') ? `${name}: ${value}` : name);
    if (field === 'Resource') found.add(`${name}: ${String(value)}`);
    if (templates.includes(field)) collectTemplate(value, name, found);
    else if (field.endsWith('Path') && typeof value === 'string') collectPath(value, name, found);
  }
  for (const retrier of objects(state['Retry'])) collectHandler('Retry', retrier, found);
  for (const catcher of objects(state['Catch'])) collectHandler('Catch', catcher, found);
  for (const rule of objects(state['Choices'])) collectRule(rule, found);
  for (const inner of objects([state['ItemProcessor'], state['Iterator'], ...objects(state['Branches'])])) {
    for (const field of Object.keys(inner)) found.add(`${type}'s inner machine.${field}`);
    collectStates(inner, found);
  }
}

function collectHandler(kind: 'Retry' | 'Catch', handler: JsonObject, found: Set<string>): void {
  for (const [field, value] of Object.entries(handler)) found.add(value === null || value === 0 ? `${kind}.${field}: ${value}` : `${kind}.${field}`);
  const names = handler['ErrorEquals'] as readonly string[];
  for (const name of names) found.add(`${kind} takes ${name.startsWith('States.') ? name : 'a name of its own'}`);
  if (names.length > 1) found.add(`${kind} takes several names`);
}

function collectRule(rule: JsonObject, found: Set<string>): void {
  for (const [field, value] of Object.entries(rule)) {
    if (field === 'Next' || field === 'Comment') continue;
    found.add(typeof value === 'boolean' ? `rule ${field}: ${value}` : `rule ${field}`);
    if (typeof value === 'string' && (field === 'Variable' || field.endsWith('Path'))) collectPath(value, 'rule', found);
    for (const inner of field === 'Not' ? objects([value]) : objects(value)) collectRule(inner, found);
  }
}

function collectTemplate(template: unknown, name: string, found: Set<string>): void {
  for (const [field, value] of Object.entries(isJsonObject(template) || Array.isArray(template) ? template : {})) {
    if (typeof value === 'string' && field.endsWith('.$')) collectExpression(value, name, found);
    else if (typeof value === 'object' && value !== null) collectTemplate(value, name, found);
    else found.add(`a constant in ${name}`);
  }
}

function collectExpression(text: string, name: string, found: Set<string>): void {
  const calls = text.match(/States\.\w+(?=\()/gu) ?? [];
  for (const call of calls) found.add(`${call} in ${name}`);
  if (calls.length > 1) found.add('nested calls');
  for (const path of text.match(/\$[^\s,()']*/gu) ?? []) collectPath(path, name, found);
}

function collectPath(path: string, name: string, found: Set<string>): void {
  found.add(path.startsWith('$$') ? `${path} in ${name}` : `a path in ${name}`);
  if (/\[\d+\]/u.test(path)) found.add(`a path with an index in ${name}`);
}

function objects(values: unknown): readonly JsonObject[] {
  return Array.isArray(values) ? values.filter(isJsonObject) : [];
}
