import { isJsonObject } from '../jsonValue.js';
import { maxDefinitionBytes } from '../limits.js';
import { compileChoice } from '../states/choiceState.js';
import type { CompiledState, CompiledStates } from '../states/compiledState.js';
import { compileFail } from '../states/failState.js';
import { compileMap } from '../states/mapState.js';
import { compileParallel } from '../states/parallelState.js';
import { compilePass } from '../states/passState.js';
import { compileSucceed } from '../states/succeedState.js';
import { compileTask } from '../states/taskState.js';
import { compileWait } from '../states/waitState.js';
import { Faults } from './faults.js';
import { FieldReader } from './fieldReader.js';
import { StateReader } from './stateReader.js';

/** A state machine, ready to run. */
export interface CompiledMachine {
  readonly states: CompiledStates;
  /** How long an execution may take, in seconds. */
  readonly timeoutSeconds: number | undefined;
}

/** Thrown for a definition that is wrong, or that this engine cannot run: all faults at once, each with its place. */
export class DefinitionFaults extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
    this.name = 'DefinitionFaults';
  }
}

const compilers: Readonly<Record<string, (state: StateReader) => CompiledState>> = {
  Task: compileTask,
  Choice: compileChoice,
  Wait: compileWait,
  Pass: compilePass,
  Map: compileMap,
  Parallel: compileParallel,
  Succeed: compileSucceed,
  Fail: compileFail,
};

const longestName = 80;

/**
 * Compiles a definition in the Amazon States Language (JSONPath).
 * @throws DefinitionFaults naming all that is wrong or not supported.
 */
export function compileDefinition(text: string): CompiledMachine {
  const faults = new Faults();
  const compiler = new MachineCompiler(faults);
  const definition = faults.catching('definition', () => parseDefinition(text));
  const reader = new FieldReader(definition ?? {}, '', faults);
  let machine: CompiledMachine | undefined;
  if (definition !== undefined) {
    reader.allowOnly(['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version', 'QueryLanguage']);
    requireJsonPath(reader);
    machine = { states: compiler.compileStates(reader), timeoutSeconds: reader.integer('TimeoutSeconds', 1) };
  }
  if (machine === undefined || faults.found.length > 0) throw new DefinitionFaults(faults.found);
  return machine;
}

function parseDefinition(text: string): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(text) > maxDefinitionBytes) throw new Error(`it is longer than ${maxDefinitionBytes} bytes`);
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error('it must be a JSON object');
  return value;
}

function requireJsonPath(reader: FieldReader): void {
  const language = reader.string('QueryLanguage');
  if (language !== undefined && language !== 'JSONPath') reader.fault('QueryLanguage', `${language} is not supported: this engine runs JSONPath only`);
}

class MachineCompiler {
  readonly #faults: Faults;
  readonly #names = new Set<string>();

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  readonly compileStates = (reader: FieldReader): CompiledStates => {
    const startAt = reader.requiredString('StartAt');
    const states = new Map<string, CompiledState>();
    const targets = new Map<string, readonly string[]>();
    const fields = reader.object('States');
    if (fields === undefined) reader.fault('States', 'is required');
    for (const [name, state] of Object.entries(fields?.fields ?? {})) {
      const place = `${reader.place}/States/${name}`;
      if (!isJsonObject(state)) {
        this.#faults.add(place, 'must be an object');
        continue;
      }
      const stateReader = new StateReader(name, state, place, this.#faults, this.compileStates);
      this.#requireName(name, place);
      const compiled = this.#compileState(stateReader);
      targets.set(name, stateReader.targets);
      if (compiled !== undefined) states.set(name, compiled);
    }
    this.#requireTransitions(reader.place, startAt, targets);
    return { startAt, states };
  };

  #compileState(reader: StateReader): CompiledState | undefined {
    requireJsonPath(reader);
    const type = reader.requiredString('Type');
    const compile = Object.hasOwn(compilers, type) ? compilers[type] : undefined;
    if (compile === undefined) reader.fault('Type', `'${type}' is no type of state; there are ${Object.keys(compilers).join(', ')}`);
    return compile?.(reader);
  }

  #requireName(name: string, place: string): void {
    if (name === '' || name.length > longestName) this.#faults.add(place, `a state's name has 1 to ${longestName} characters`);
    if (this.#names.has(name)) this.#faults.add(place, 'a state of this name is there already; names are unique in the whole machine');
    this.#names.add(name);
  }

  /** Every transition leads to a state beside it, and every state is led to. */
  #requireTransitions(place: string, startAt: string, targets: ReadonlyMap<string, readonly string[]>): void {
    if (!targets.has(startAt)) this.#faults.add(`${place}/StartAt`, `there is no state '${startAt}' here`);
    for (const [name, nexts] of targets) {
      for (const next of nexts) {
        if (!targets.has(next)) this.#faults.add(`${place}/States/${name}`, `leads to '${next}', which is no state here`);
      }
    }
    const reached = new Set([startAt]);
    for (const name of reached) for (const next of targets.get(name) ?? []) reached.add(next);
    for (const name of targets.keys()) {
      if (!reached.has(name)) this.#faults.add(`${place}/States/${name}`, 'cannot be reached');
    }
  }
}
