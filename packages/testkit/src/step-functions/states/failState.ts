import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { StateFailure } from '../errors/stateFailure.js';
import type { Frame } from '../execution/frame.js';
import type { Expression } from '../paths/contextSource.js';
import { compileExpression } from '../paths/payloadTemplate.js';
import type { CompiledState } from './compiledState.js';

/** Compiles a Fail state: it fails its line with Error and Cause, or with what ErrorPath and CausePath lead to. */
export function compileFail(state: StateReader): CompiledState {
  state.allowOnly(['Type', 'Comment', 'Error', 'ErrorPath', 'Cause', 'CausePath']);
  const error = readText(state, 'Error');
  const cause = readText(state, 'Cause');
  return {
    name: state.name,
    type: 'Fail',
    run(input, frame) {
      throw new StateFailure(error(input, frame), cause(input, frame));
    },
  };
}

function readText(state: StateReader, field: 'Error' | 'Cause'): (input: unknown, frame: Frame) => string | null {
  const pathField = `${field}Path`;
  state.exclusive(field, pathField);
  const constant = state.string(field) ?? null;
  const path = state.string(pathField);
  if (path === undefined) return () => constant;
  const expression: Expression | undefined = state.faults.catching(`${state.place}/${pathField}`, () => compileExpression(pathField, path));
  return (input, frame) => {
    const value = expression?.(input, frame);
    if (typeof value === 'string') return value;
    throw new RuntimeFailure(`The ${pathField} '${path}' must lead to a string, not to ${JSON.stringify(value)}`);
  };
}
