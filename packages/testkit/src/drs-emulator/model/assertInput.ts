import type { Input } from '../operations/operation.js';
import { invalid } from '../refusals.js';
import { drsOperations } from './drsOperations.js';
import { violations, type Violation } from './violations.js';

/** How many faults an answer names, and how much of a value it repeats: a message may be long, but not endless. */
const named = 10;
const shown = 100;

const valueOf = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return value === null ? 'Value null' : `Value '${text.length > shown ? `${text.slice(0, shown)}…` : text}'`;
};

const sentence = ({ path, rule, value }: Violation): string => `${valueOf(value)} at '${path}' failed to satisfy constraint: ${rule}`;

/**
 * Checks a request by DRS's model, as the service does before it looks at anything else. Members that the model lacks
 * pass, as in AWS.
 * @throws AwsFault ValidationException that names each fault.
 */
export function assertInput(operation: string, input: Input): void {
  const shape = drsOperations[operation]?.input;
  const found = shape === undefined ? [] : violations(shape, input).filter(({ kind }) => kind !== 'UNKNOWN');
  if (found.length === 0) return;
  const first = found.slice(0, named);
  const message = `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${first.map(sentence).join('; ')}`;
  const reason = found.some(({ kind }) => kind === 'TYPE') ? 'cannotParse' : 'fieldValidationFailed';
  throw invalid(message, reason, first.map((violation) => ({ name: violation.path, message: violation.rule })));
}
