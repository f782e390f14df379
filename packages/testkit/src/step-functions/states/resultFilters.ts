import type { StateReader } from '../definition/stateReader.js';
import type { ContextSource, Expression } from '../paths/contextSource.js';

/** The way from a state's raw input to what it works on, and from its result to its output. */
export interface ResultFilters {
  readonly inputPath: Expression;
  /** ResultSelector, then ResultPath into the raw input, then OutputPath. */
  output(input: unknown, result: unknown, source: ContextSource): unknown;
}

/** Reads InputPath, ResultSelector, ResultPath and OutputPath. */
export function readResultFilters(state: StateReader): ResultFilters {
  const selector = state.template('ResultSelector');
  const place = state.resultPath();
  const outputPath = state.filter('OutputPath');
  return {
    inputPath: state.filter('InputPath'),
    output: (input, result, source) => outputPath(place(input, selector === undefined ? result : selector(result, source)), source),
  };
}
