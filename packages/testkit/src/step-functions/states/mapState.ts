import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { recordAborted } from '../execution/abortedEvents.js';
import { runBranches } from '../execution/branches.js';
import type { Frame } from '../execution/frame.js';
import { runStates } from '../execution/runStates.js';
import { maxInlineIterations } from '../limits.js';
import type { Expression } from '../paths/contextSource.js';
import { readFailurePolicy, runAttempts } from './attempts.js';
import type { CompiledState, CompiledStates } from './compiledState.js';
import { readResultFilters } from './resultFilters.js';

const fields = [
  'Type', 'Comment', 'Next', 'End', 'InputPath', 'OutputPath', 'ResultPath', 'ResultSelector', 'ItemsPath', 'ItemSelector',
  'Parameters', 'ItemProcessor', 'Iterator', 'MaxConcurrency', 'MaxConcurrencyPath', 'Retry', 'Catch',
];

/** What an attempt of a Map needs of its definition. */
interface MapDefinition {
  readonly name: string;
  readonly items: Expression;
  readonly selector: Expression | undefined;
  readonly concurrency: Expression;
  readonly processor: CompiledStates;
}

/** Compiles an inline Map state. */
export function compileMap(state: StateReader): CompiledState {
  state.allowOnly(fields);
  const filters = readResultFilters(state);
  const policy = readFailurePolicy(state);
  state.exclusive('ItemSelector', 'Parameters');
  state.exclusive('MaxConcurrency', 'MaxConcurrencyPath');
  const concurrency = state.integer('MaxConcurrency', 0) ?? 0;
  const definition: MapDefinition = {
    name: state.name,
    items: state.selectedPath('ItemsPath') ?? ((input) => input),
    selector: state.template('ItemSelector') ?? state.template('Parameters'),
    concurrency: state.selectedPath('MaxConcurrencyPath') ?? (() => concurrency),
    processor: readProcessor(state),
  };
  const next = state.next();
  return {
    name: state.name,
    type: 'Map',
    run: (input, frame) =>
      runAttempts(input, frame, {
        policy,
        next,
        attempt: async () => filters.output(input, await attemptMap(filters.inputPath(input, frame), frame, definition), frame),
        givingUp: () => frame.record('MapStateFailed'),
      }),
  };
}

function readProcessor(state: StateReader): CompiledStates {
  state.exclusive('ItemProcessor', 'Iterator');
  const reader = state.object('ItemProcessor') ?? state.object('Iterator');
  if (reader === undefined) {
    state.fault('ItemProcessor', 'is required');
    return { startAt: '', states: new Map() };
  }
  const config = reader.object('ProcessorConfig');
  config?.allowOnly(['Mode']);
  if ((config?.string('Mode') ?? 'INLINE') !== 'INLINE') config?.fault('Mode', 'is not supported: this engine runs INLINE Maps only');
  return state.compileStates(reader) ?? { startAt: '', states: new Map() };
}

async function attemptMap(input: unknown, frame: Frame, definition: MapDefinition): Promise<unknown> {
  const items = definition.items(input, frame);
  if (!Array.isArray(items)) throw new RuntimeFailure(`The items of a Map state must be an array, not ${JSON.stringify(items)}`);
  const values = items as readonly unknown[];
  const limit = requireConcurrency(definition.concurrency(input, frame));
  frame.record('MapStateStarted', { length: values.length });
  const { name } = definition;
  const outputs = await runBranches(frame, {
    count: values.length,
    concurrency: limit === 0 ? maxInlineIterations : Math.min(limit, maxInlineIterations),
    item: (index) => ({ index, value: values[index] }),
    async run(index, inner) {
      const selected = definition.selector === undefined ? values[index] : select(definition.selector, input, inner, frame);
      return runStates(definition.processor, selected, inner);
    },
    started: (index, inner) => inner.record('MapIterationStarted', { name, index }),
    succeeded: (index, inner) => inner.record('MapIterationSucceeded', { name, index }),
    failed: (index, inner) => inner.record('MapIterationFailed', { name, index }),
    aborted: (index, inner) => inner.record('MapIterationAborted', { name, index }),
    recordAborted,
  });
  frame.record('MapStateSucceeded');
  return outputs;
}

/** ItemSelector belongs to the Map: it sees the Map's state in `$$`, and the item of its iteration. */
function select(selector: Expression, input: unknown, inner: Frame, frame: Frame): unknown {
  const { enteredEvent, name } = frame.state;
  try {
    return selector(input, { context: () => ({ ...frame.context(), ...mapContext(inner) }), uuid: () => inner.uuid() });
  } catch (error) {
    throw error instanceof RuntimeFailure ? error.locatedIn(name, enteredEvent) : error;
  }
}

function mapContext(inner: Frame): object {
  return inner.item === undefined ? {} : { Map: { Item: { Index: inner.item.index, Value: inner.item.value } } };
}

function requireConcurrency(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw new RuntimeFailure(`The MaxConcurrencyPath field refers to value ${JSON.stringify(value)} which is not a valid integer`);
}
