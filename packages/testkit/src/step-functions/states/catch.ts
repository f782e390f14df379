import type { StateReader } from '../definition/stateReader.js';
import type { ResultPlacer } from '../paths/referencePath.js';
import { readErrorEquals, requireAllLast } from './errorEquals.js';

/** One entry of Catch: where to go on, and where the error's name and cause are put into the state's input. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  readonly place: ResultPlacer;
}

/** Reads Catch. */
export function readCatch(state: StateReader): readonly Catcher[] {
  const readers = state.objects('Catch');
  const catchers = readers.map((reader): Catcher => {
    reader.allowOnly(['ErrorEquals', 'Next', 'ResultPath', 'Comment']);
    return { errorEquals: readErrorEquals(reader), next: state.leadsTo(reader.requiredString('Next')), place: reader.resultPath() };
  });
  requireAllLast(readers, catchers.map(({ errorEquals }) => errorEquals));
  return catchers;
}
