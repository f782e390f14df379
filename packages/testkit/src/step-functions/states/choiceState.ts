import { compileRule } from '../choice/rule.js';
import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import type { CompiledState } from './compiledState.js';

/**
 * Compiles a Choice state: the first rule that holds decides, else Default. Where there is none it fails as
 * `States.Runtime`, as Step Functions does (developer guide, "Choice workflow state"), and not as the language's
 * `States.NoChoiceMatched`.
 */
export function compileChoice(state: StateReader): CompiledState {
  state.allowOnly(['Type', 'Comment', 'InputPath', 'OutputPath', 'Choices', 'Default']);
  const inputPath = state.filter('InputPath');
  const outputPath = state.filter('OutputPath');
  const readers = state.objects('Choices');
  if (readers.length === 0) state.fault('Choices', 'must hold at least one rule');
  const rules = readers.map((reader) => ({ holds: compileRule(reader), next: state.leadsTo(reader.requiredString('Next')) }));
  const fallback = state.string('Default');
  if (fallback !== undefined) state.leadsTo(fallback);
  return {
    name: state.name,
    type: 'Choice',
    run(input, frame) {
      const effective = inputPath(input, frame);
      const next = rules.find(({ holds }) => holds(effective, frame))?.next ?? fallback;
      if (next === undefined) {
        throw new RuntimeFailure('Failed to transition out of the state. The state does not point to a next state.');
      }
      return { output: outputPath(effective, frame), next };
    },
  };
}
