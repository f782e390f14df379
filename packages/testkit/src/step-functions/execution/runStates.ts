import { requireWithinDataLimit } from '../errors/dataLimitExceeded.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import type { CompiledState, CompiledStates, StateOutcome } from '../states/compiledState.js';
import type { Frame } from './frame.js';

/**
 * Runs states one after the other from the first to one that ends the line, and returns its output.
 * @throws StateFailure when a state failed and did not catch it.
 */
export async function runStates(states: CompiledStates, input: unknown, frame: Frame): Promise<unknown> {
  let name: string | undefined = states.startAt;
  let value = input;
  while (name !== undefined) {
    const state = states.states.get(name);
    if (state === undefined) throw new Error(`there is no state ${name}`);
    frame.enter(state.name, state.type, value);
    const running = runState(state, value, frame);
    const outcome: StateOutcome = running instanceof Promise ? await running.catch((error: unknown) => raise(error, frame)) : running;
    if (outcome.output !== value) requireWithinDataLimit(outcome.output, state.name);
    if (state.type !== 'Fail') frame.record(`${state.type}StateExited`, { name: state.name, output: outcome.output });
    value = outcome.output;
    name = outcome.next;
  }
  return value;
}

function runState(state: CompiledState, input: unknown, frame: Frame): StateOutcome | Promise<StateOutcome> {
  try {
    return state.run(input, frame);
  } catch (error) {
    return raise(error, frame);
  }
}

function raise(error: unknown, frame: Frame): never {
  throw error instanceof RuntimeFailure ? error.locatedIn(frame.state.name, frame.state.enteredEvent) : error;
}
