/** A state of an ASL definition; fields by their ASL names. */
export interface State {
  readonly Type: string;
  readonly [field: string]: unknown;
}

/** States with a start: a whole machine, or a Map's ItemProcessor. */
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state, its name, and where it stands. */
export interface PlacedState {
  readonly name: string;
  readonly state: State;
  /** The flow it is part of. */
  readonly flow: Flow;
  /** The Map whose iterations it is part of, where it is part of one. */
  readonly map?: PlacedState;
}

/** One entry of a Retry or Catch list. */
export interface ErrorEntry {
  readonly ErrorEquals: readonly string[];
  readonly [field: string]: unknown;
}

/** All flows of a machine: its own, and each Map's. */
export function flowsOf(machine: Flow): { readonly flow: Flow; readonly map?: PlacedState }[] {
  const found: { flow: Flow; map?: PlacedState }[] = [{ flow: machine }];
  for (const { flow, map } of found) {
    for (const [name, state] of Object.entries(flow.States)) {
      const processor = state['ItemProcessor'] as Flow | undefined;
      if (processor !== undefined) found.push({ flow: processor, map: { name, state, flow, ...(map === undefined ? {} : { map }) } });
    }
  }
  return found;
}

/** Every state of a machine, those of its Maps included. */
export function statesOf(machine: Flow): PlacedState[] {
  return flowsOf(machine).flatMap(({ flow, map }) =>
    Object.entries(flow.States).map(([name, state]) => ({ name, state, flow, ...(map === undefined ? {} : { map }) })),
  );
}

/** Every Task of a machine. */
export function tasksOf(machine: Flow): PlacedState[] {
  return statesOf(machine).filter(({ state }) => state.Type === 'Task');
}

/** A state's Retry or Catch list; empty where it has none. */
export function entries(state: State, field: 'Retry' | 'Catch'): readonly ErrorEntry[] {
  return (state[field] as readonly ErrorEntry[] | undefined) ?? [];
}

/** Where a state can go on to. */
export function targetsOf(state: State): string[] {
  const choices = (state['Choices'] as readonly { readonly Next: string }[] | undefined) ?? [];
  return [state['Next'], state['Default'], ...choices.map((rule) => rule.Next), ...entries(state, 'Catch').map((entry) => entry['Next'])].filter(
    (target) => typeof target === 'string',
  );
}
