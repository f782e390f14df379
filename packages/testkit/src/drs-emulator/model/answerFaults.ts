import { drsOperations } from './drsOperations.js';
import { drsShapes } from './drsShapes.js';
import { violations } from './violations.js';

/** Something that DRS answers in the field though its model does not have it. */
export interface BeyondModel {
  /** Its name; `*` for every operation. */
  readonly operation: string;
  /** Where: a path as in a Violation. */
  readonly path: RegExp;
  readonly value: RegExp;
  readonly because: string;
}

/** What the emulator answers beyond the model, as DRS does (drs-api.md, In the field). */
export const emulatedBeyondModel: readonly BeyondModel[] = [
  { operation: 'DescribeJobLogItems', path: /^items\.\d+\.member\.event$/, value: /^LAUNCH_END$/, because: 'real traces hold a LAUNCH_END event, which carries targetInstanceID' },
];

/** All that DRS answers beyond its model (drs-api.md, In the field). */
export const beyondModel: readonly BeyondModel[] = [
  ...emulatedBeyondModel,
  { operation: '*', path: /DateTime$|Datetime$/, value: /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/, because: 'real traces hold timestamps that end in +00:00 rather than Z' },
];

/** Errors that an operation may answer without declaring them: AWS's common errors, with their HTTP statuses. */
export const commonErrors: Readonly<Record<string, number>> = {
  // Not declared by StartRecovery, for one, though the service checks its input.
  ValidationException: 400,
  UnknownOperationException: 400,
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  RequestEntityTooLargeException: 413,
};

function faultsOfBody(operation: string, shape: string, body: unknown, allowed: readonly BeyondModel[]): readonly string[] {
  const isBeyond = (path: string, value: unknown): boolean => allowed.some((each) => (each.operation === '*' || each.operation === operation) && each.path.test(path) && each.value.test(String(value)));
  return violations(shape, body)
    .filter(({ path, value }) => !isBeyond(path, value))
    .map(({ path, rule, value }) => `${operation}: ${path} is ${JSON.stringify(value)}: ${rule}`);
}

/** What of a success's body is not as DRS's model says, a line each; what is `allowed` beyond it is none. */
export function answerFaults(operation: string, body: unknown, allowed: readonly BeyondModel[] = beyondModel): readonly string[] {
  const { output } = drsOperations[operation] ?? {};
  if (output !== undefined) return faultsOfBody(operation, output, body, allowed);
  return JSON.stringify(body) === '{}' ? [] : [`${operation}: has a body, but no output`];
}

/** What of an error is not as DRS's model says, a line each: it must be one that the operation declares, or a common one. */
export function errorFaults(operation: string, error: string, status: number | undefined, body: unknown): readonly string[] {
  const declared = drsOperations[operation]?.errors.includes(error) === true;
  const expected = declared ? drsShapes[error]?.status : commonErrors[error];
  if (expected === undefined) return [`${operation}: ${error} is neither declared nor common`];
  const right = status === expected ? [] : [`${operation}: ${error} has status ${status}, not ${expected}`];
  const said = typeof (body as { message?: unknown }).message === 'string' ? [] : [`${operation}: ${error} has no message`];
  return [...right, ...said, ...(drsShapes[error] === undefined ? [] : faultsOfBody(operation, error, body, []))];
}
