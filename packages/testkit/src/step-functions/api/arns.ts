import { StepFunctionsApiError } from './apiError.js';

/** Where an engine claims to be. */
export interface EngineLocation {
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of the state machine `name`. */
export function stateMachineArn({ region, accountId }: EngineLocation, name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

/** The ARN of an execution of the machine with that ARN. */
export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

/** @throws StepFunctionsApiError `InvalidArn` when it is no ARN of that kind. */
export function requireArn(arn: unknown, kind: 'stateMachine' | 'execution'): string {
  if (typeof arn !== 'string' || arn === '') throw new StepFunctionsApiError('ValidationException', `${kind}Arn is required`);
  if (!arn.startsWith('arn:')) throw new StepFunctionsApiError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (arn.split(':')[5] !== kind) throw new StepFunctionsApiError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);
  return arn;
}

const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]/u;

/** @throws StepFunctionsApiError `InvalidName` when Step Functions would not take the name. */
export function requireName(name: unknown): string {
  if (typeof name !== 'string' || name === '' || name.length > 80 || forbidden.test(name)) {
    throw new StepFunctionsApiError('InvalidName', `Invalid Name: '${String(name)}': 1 to 80 characters, without blanks and any of <>{}[]?*"#%\\^|~\`$&,;:/`);
  }
  return name;
}
