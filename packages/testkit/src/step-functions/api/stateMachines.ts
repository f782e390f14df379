import { compileDefinition, DefinitionFaults, type CompiledMachine } from '../definition/compileDefinition.js';
import { StepFunctionsApiError } from './apiError.js';
import { requireArn, requireName, stateMachineArn, type EngineLocation } from './arns.js';
import type { CreateStateMachineInput, DescribeStateMachineOutput, UpdateStateMachineInput } from './requests.js';

/** A state machine as an engine keeps it. */
export interface StateMachineRecord {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly revisionId: string | undefined;
  readonly compiled: CompiledMachine;
}

/** The state machines of an engine. */
export class StateMachines {
  readonly #machines = new Map<string, StateMachineRecord>();
  readonly #location: EngineLocation;

  constructor(location: EngineLocation) {
    this.#location = location;
  }

  create(input: CreateStateMachineInput, now: number): StateMachineRecord {
    const name = requireName(input.name);
    const type = input.type ?? 'STANDARD';
    if (type !== 'STANDARD') throw new StepFunctionsApiError('StateMachineTypeNotSupported', `State machine type ${type} is not supported: this engine runs STANDARD only`);
    const roleArn = input.roleArn ?? `arn:aws:iam::${this.#location.accountId}:role/state-machine`;
    const arn = stateMachineArn(this.#location, name);
    const existing = this.#machines.get(arn);
    // Creating the same machine again is answered like the first time (API reference, CreateStateMachine).
    if (existing !== undefined && existing.definition === input.definition && existing.roleArn === roleArn) return existing;
    if (existing !== undefined) throw new StepFunctionsApiError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    const record: StateMachineRecord = { arn, name, definition: input.definition, roleArn, createdAt: now, revisionId: undefined, compiled: compile(input.definition) };
    this.#machines.set(arn, record);
    return record;
  }

  update(input: UpdateStateMachineInput, revisionId: string): void {
    const record = this.require(input.stateMachineArn);
    if (input.definition === undefined && input.roleArn === undefined) {
      throw new StepFunctionsApiError('MissingRequiredParameter', 'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified');
    }
    const definition = input.definition ?? record.definition;
    this.#machines.set(record.arn, { ...record, definition, roleArn: input.roleArn ?? record.roleArn, revisionId, compiled: compile(definition) });
  }

  /** A machine that is not there is deleted already. */
  delete(arn: string): void {
    this.#machines.delete(requireArn(arn, 'stateMachine'));
  }

  require(arn: string): StateMachineRecord {
    const record = this.#machines.get(requireArn(arn, 'stateMachine'));
    if (record === undefined) throw new StepFunctionsApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return record;
  }

  list(): readonly StateMachineRecord[] {
    return [...this.#machines.values()];
  }
}

/** DescribeStateMachine's view of a record. */
export function stateMachineView({ arn, name, definition, roleArn, createdAt, revisionId }: StateMachineRecord): DescribeStateMachineOutput {
  const view = { stateMachineArn: arn, name, status: 'ACTIVE', definition, roleArn, type: 'STANDARD', creationDate: new Date(createdAt) } as const;
  return revisionId === undefined ? view : { ...view, revisionId };
}

function compile(definition: string): CompiledMachine {
  try {
    return compileDefinition(definition);
  } catch (error) {
    if (!(error instanceof DefinitionFaults)) throw error;
    throw new StepFunctionsApiError('InvalidDefinition', `Invalid State Machine Definition: '${error.faults.join('; ')}'`);
  }
}
