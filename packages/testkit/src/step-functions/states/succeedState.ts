import type { StateReader } from '../definition/stateReader.js';
import type { CompiledState } from './compiledState.js';

/** Compiles a Succeed state: it ends its line with its (filtered) input. */
export function compileSucceed(state: StateReader): CompiledState {
  state.allowOnly(['Type', 'Comment', 'InputPath', 'OutputPath']);
  const inputPath = state.filter('InputPath');
  const outputPath = state.filter('OutputPath');
  return {
    name: state.name,
    type: 'Succeed',
    run: (input, frame) => ({ output: outputPath(inputPath(input, frame), frame), next: undefined }),
  };
}
