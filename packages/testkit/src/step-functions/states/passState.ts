import type { StateReader } from '../definition/stateReader.js';
import type { CompiledState } from './compiledState.js';

const fields = ['Type', 'Comment', 'Next', 'End', 'InputPath', 'OutputPath', 'ResultPath', 'Result', 'Parameters'];

/** Compiles a Pass state: its Result, else its Parameters, else its input. */
export function compilePass(state: StateReader): CompiledState {
  state.allowOnly(fields);
  const inputPath = state.filter('InputPath');
  const outputPath = state.filter('OutputPath');
  const place = state.resultPath();
  const parameters = state.template('Parameters');
  const hasResult = state.has('Result');
  const result = state.fields['Result'];
  const next = state.next();
  return {
    name: state.name,
    type: 'Pass',
    run(input, frame) {
      const effective = inputPath(input, frame);
      const produced = hasResult ? result : parameters === undefined ? effective : parameters(effective, frame);
      return { output: outputPath(place(input, produced), frame), next };
    },
  };
}
