import type { StateReader } from '../definition/stateReader.js';
import { recordAborted } from '../execution/abortedEvents.js';
import { runBranches } from '../execution/branches.js';
import { runStates } from '../execution/runStates.js';
import { readFailurePolicy, runAttempts } from './attempts.js';
import type { CompiledState, CompiledStates } from './compiledState.js';
import { readResultFilters } from './resultFilters.js';

const fields = [
  'Type', 'Comment', 'Next', 'End', 'InputPath', 'OutputPath', 'ResultPath', 'ResultSelector', 'Parameters', 'Branches', 'Retry', 'Catch',
];

/** Compiles a Parallel state: all branches at once, each with the same input; the output is the list of theirs. */
export function compileParallel(state: StateReader): CompiledState {
  state.allowOnly(fields);
  const filters = readResultFilters(state);
  const policy = readFailurePolicy(state);
  const parameters = state.template('Parameters');
  const readers = state.objects('Branches');
  if (readers.length === 0) state.fault('Branches', 'must hold at least one branch');
  const branches = readers.map((reader): CompiledStates => state.compileStates(reader) ?? { startAt: '', states: new Map() });
  const next = state.next();
  return {
    name: state.name,
    type: 'Parallel',
    run: (input, frame) =>
      runAttempts(input, frame, {
        policy,
        next,
        async attempt() {
          const effective = filters.inputPath(input, frame);
          const branchInput = parameters === undefined ? effective : parameters(effective, frame);
          frame.record('ParallelStateStarted');
          const outputs = await runBranches(frame, {
            count: branches.length,
            concurrency: branches.length,
            item: () => undefined,
            run: (index, inner) => runStates(branches[index]!, branchInput, inner),
            recordAborted,
          });
          frame.record('ParallelStateSucceeded');
          return filters.output(input, outputs, frame);
        },
        givingUp: () => frame.record('ParallelStateFailed'),
      }),
  };
}
