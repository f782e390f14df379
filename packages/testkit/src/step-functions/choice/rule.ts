import type { FieldReader } from '../definition/fieldReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { compilePath, missing, type CompiledPath } from '../paths/compiledPath.js';
import type { ContextSource } from '../paths/contextSource.js';
import { comparisons, matches, operandKinds, typeTests } from './comparisons.js';

/** Whether a Choice rule holds for an input. A path that leads nowhere fails as `States.Runtime`, but for IsPresent. */
export type Rule = (input: unknown, source: ContextSource) => boolean;

const never: Rule = () => false;
const plainFields = ['Variable', 'Next', 'Comment'];

/** Compiles a rule: `And`, `Or`, `Not`, or one comparison of `Variable`. `And` and `Or` stop at the first that decides. */
export function compileRule(reader: FieldReader, isInner = false): Rule {
  if (isInner && reader.has('Next')) reader.fault('Next', 'stands only at the outermost rule');
  const operators = Object.keys(reader.fields).filter((field) => !plainFields.includes(field));
  const [operator] = operators;
  if (operator === undefined || operators.length > 1) {
    reader.faults.add(reader.place, `a rule has exactly one operator, not ${operators.length}${operators.length > 1 ? ` (${operators.join(', ')})` : ''}`);
    return never;
  }
  switch (operator) {
    case 'And':
    case 'Or': {
      const inner = reader.objects(operator).map((rule) => compileRule(rule, true));
      if (inner.length === 0) reader.fault(operator, 'must hold at least one rule');
      return operator === 'And' ? (input, source) => inner.every((rule) => rule(input, source)) : (input, source) => inner.some((rule) => rule(input, source));
    }
    case 'Not': {
      const object = reader.object('Not');
      const inner = object === undefined ? never : compileRule(object, true);
      return (input, source) => !inner(input, source);
    }
    default:
      return compileComparison(reader, operator);
  }
}

function compileComparison(reader: FieldReader, operator: string): Rule {
  if (!reader.has('Variable')) reader.fault('Variable', 'is required');
  const variable = reader.path('Variable');
  if (variable === undefined) return never;
  if (operator === 'IsPresent') {
    const expected = reader.boolean('IsPresent');
    return (input, source) => isPresent(variable, input, source) === expected;
  }
  const typeTest = typeTests.get(operator);
  if (typeTest !== undefined) {
    const expected = reader.boolean(operator);
    return (input, source) => typeTest(find(variable, input, source)) === expected;
  }
  const operand = compileOperand(reader, operator);
  const comparison = operator === 'StringMatches' ? matches : comparisons.get(operator.replace(/Path$/u, ''));
  if (comparison === undefined || operand === undefined) {
    if (comparison === undefined) reader.fault(operator, 'is no operator of a Choice');
    return never;
  }
  return (input, source) => comparison(find(variable, input, source), operand(input, source));
}

function compileOperand(reader: FieldReader, operator: string): ((input: unknown, source: ContextSource) => unknown) | undefined {
  const value = reader.fields[operator];
  if (operator.endsWith('Path')) {
    const path = typeof value === 'string' ? reader.faults.catching(`${reader.place}/${operator}`, () => compilePath(value)) : undefined;
    if (typeof value !== 'string') reader.fault(operator, 'must be a path');
    return path === undefined ? undefined : (input, source) => find(path, input, source);
  }
  const kind = Object.keys(operandKinds).find((name) => operator.startsWith(name));
  if (kind !== undefined && !operandKinds[kind]!(value)) reader.fault(operator, `cannot be compared with ${JSON.stringify(value)}`);
  return () => value;
}

function find(path: CompiledPath, input: unknown, source: ContextSource): unknown {
  const value = path.find(input, source);
  if (value === missing) {
    throw new RuntimeFailure(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
  }
  return value;
}

function isPresent(path: CompiledPath, input: unknown, source: ContextSource): boolean {
  const value = path.find(input, source);
  return path.definite ? value !== missing : (value as unknown[]).length > 0;
}
