import type { JsonObject } from '../../jsonValue.js';

/** A state passed through. A Task by its name alone was attempted once, and succeeded. */
export type Step = string | TaskStep | MapStep;

/** The states a line passes through, in order. */
export type Way = readonly Step[];

/** How an attempt of a Task ends. */
export type AttemptEnd = 'FAILED' | 'TIMED_OUT' | 'SUCCEEDED';

/** A Task's attempts; `uncaught`: the last one fails, and the line with it. */
export interface TaskStep {
  readonly task: string;
  readonly attempts: readonly AttemptEnd[];
  readonly uncaught?: true;
}

/** A Map's iterations; `fails`: the last of them does, and the Map with it. */
export interface MapStep {
  readonly map: string;
  readonly iterations: readonly Way[];
  readonly fails?: true;
}

/** A state as far as its events depend on it. */
interface KnownState {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly Payload?: { readonly Task?: string } };
}

/** The states of a machine by name, those inside its Maps included. */
export function statesOf(machine: JsonObject): ReadonlyMap<string, KnownState> {
  const states = machine['States'] as Readonly<Record<string, KnownState & { readonly ItemProcessor?: JsonObject }>>;
  return new Map(Object.entries(states).flatMap(([name, state]) => [[name, state] as const, ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor))]));
}

/**
 * The events of a way, each type with its state's name where it has one: what API_HistoryEvent lists, in the order in
 * which the developer guide lets things happen (a state is entered, what it is about is scheduled, started, submitted
 * where it waits for its token, and ends; then it is left, unless its line ends there as failed).
 */
export function eventsOf(way: Way, states: ReadonlyMap<string, KnownState>): readonly string[] {
  return way.flatMap((step) => {
    if (typeof step !== 'string') return 'map' in step ? mapEvents(step, states) : taskEvents(step, states);
    const { Type } = stateOf(step, states);
    if (Type === 'Task') return taskEvents({ task: step, attempts: ['SUCCEEDED'] }, states);
    return Type === 'Fail' ? [`FailStateEntered ${step}`] : [`${Type}StateEntered ${step}`, `${Type}StateExited ${step}`];
  });
}

/** The names of the states passed through, in order. */
export function statesPassed(way: Way): readonly string[] {
  return way.flatMap((step) => {
    if (typeof step === 'string') return [step];
    return 'map' in step ? [step.map, ...step.iterations.flatMap(statesPassed)] : [step.task];
  });
}

/** The calls that the Tasks of one line make, in order; those of its Maps' iterations by `inner`, given each one's number from 1. */
export function callsOf(way: Way, states: ReadonlyMap<string, KnownState>, call: (task: string) => string, inner: (iteration: Way, nth: number) => readonly string[]): readonly string[] {
  return way.flatMap((step) => {
    if (typeof step !== 'string' && 'map' in step) return step.iterations.flatMap((iteration, index) => inner(iteration, index + 1));
    const { task, attempts } = typeof step === 'string' ? { task: step, attempts: ['SUCCEEDED'] } : step;
    const name = stateOf(task, states).Parameters?.Payload?.Task;
    return name === undefined ? [] : attempts.map(() => call(name));
  });
}

function taskEvents({ task, attempts, uncaught }: TaskStep, states: ReadonlyMap<string, KnownState>): readonly string[] {
  const waits = stateOf(task, states).Resource?.endsWith('.waitForTaskToken') === true;
  const ends: Readonly<Record<AttemptEnd, readonly string[]>> = {
    FAILED: ['TaskFailed'],
    TIMED_OUT: [...(waits ? ['TaskSubmitted'] : []), 'TaskTimedOut'],
    SUCCEEDED: [...(waits ? ['TaskSubmitted'] : []), 'TaskSucceeded'],
  };
  const attempted = attempts.flatMap((end) => ['TaskScheduled', 'TaskStarted', ...ends[end]]);
  return [`TaskStateEntered ${task}`, ...attempted, ...(uncaught === true ? [] : [`TaskStateExited ${task}`])];
}

function mapEvents({ map, iterations, fails }: MapStep, states: ReadonlyMap<string, KnownState>): readonly string[] {
  const iterated = iterations.flatMap((iteration, index) => {
    const failed = fails === true && index === iterations.length - 1;
    return ['MapIterationStarted', ...eventsOf(iteration, states), failed ? 'MapIterationFailed' : 'MapIterationSucceeded'];
  });
  return [`MapStateEntered ${map}`, 'MapStateStarted', ...iterated, fails === true ? 'MapStateFailed' : 'MapStateSucceeded', `MapStateExited ${map}`];
}

function stateOf(name: string, states: ReadonlyMap<string, KnownState>): KnownState {
  const state = states.get(name);
  if (state === undefined) throw new Error(`recovery.asl.json has no state ${name}: the drills must follow it as it is now`);
  return state;
}
