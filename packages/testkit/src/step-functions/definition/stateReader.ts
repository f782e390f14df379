import type { JsonObject } from '../jsonValue.js';
import type { CompiledStates } from '../states/compiledState.js';
import type { Faults } from './faults.js';
import { FieldReader } from './fieldReader.js';

/** Compiles states that belong together (a branch, a Map's processor); undefined where they hold faults. */
export type StatesCompiler = (reader: FieldReader) => CompiledStates | undefined;

/** Reads the fields of one state, and knows how the states inside it are compiled. */
export class StateReader extends FieldReader {
  readonly name: string;
  readonly compileStates: StatesCompiler;
  /** The states this one can go on to. */
  readonly targets: string[] = [];

  constructor(name: string, fields: JsonObject, place: string, faults: Faults, compileStates: StatesCompiler) {
    super(fields, place, faults);
    this.name = name;
    this.compileStates = compileStates;
  }

  override allowOnly(known: readonly string[]): void {
    super.allowOnly([...known, 'QueryLanguage']);
  }

  /** Notes that a transition leads to `target`. */
  leadsTo(target: string): string {
    this.targets.push(target);
    return target;
  }

  /** The state that `Next` names, or undefined where `End` says that its line ends here. */
  next(): string | undefined {
    const next = this.string('Next');
    const end = this.boolean('End');
    if (next === undefined && !end) this.fault('Next', 'is required, unless End is true');
    if (next !== undefined && end) this.fault('End', 'excludes Next: give one of them');
    return next === undefined ? undefined : this.leadsTo(next);
  }
}
