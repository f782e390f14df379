import { source } from '../definition.js';
import { statesOf, tasksOf, type Flow } from '../lint/machine.js';
import { mockCases, whereAllGoesWell, type MockedCall } from './mockCases.js';

/** The mock configuration of Step Functions Local, which is to be kept in the repository. */
export const mockConfigFile: URL = new URL('../../../state-machine/MockConfigFile.json', import.meta.url);

/** The state machine's name in the mock configuration. */
export const machineName = 'recovery';

/** A mocked response: by the number of the call, from 0, or a range of them, what it gives. */
export type MockedResponse = Readonly<Record<string, { readonly Return: unknown } | { readonly Throw: { readonly Error: string; readonly Cause: string } }>>;

/** A mock configuration as AWS describes it ("Configuration file for mocked service integrations"). */
export interface MockConfig {
  readonly StateMachines: Readonly<Record<string, { readonly TestCases: Readonly<Record<string, Readonly<Record<string, string>>>> }>>;
  readonly MockedResponses: Readonly<Record<string, MockedResponse>>;
}

const machine = JSON.parse(source) as Flow;
/** Every state of the machine. */
export const stateNames: readonly string[] = statesOf(machine).map(({ name }) => name);
/** Every Task, and whether it waits for a token. */
export const taskStates: ReadonlyMap<string, boolean> = new Map(tasksOf(machine).map(({ name, state }) => [name, String(state['Resource']).endsWith('.waitForTaskToken')]));

/** The mock configuration that the cases make: each case mocks every Task, so that no function is ever called. */
export function mockConfig(): MockConfig {
  const usual = Object.keys(whereAllGoesWell).map((state) => [state, responseOf(state, whereAllGoesWell[state] ?? [])] as const);
  const special = mockCases.flatMap(({ name, states = {} }) => Object.entries(states).map(([state, calls]) => [`${name}.${state}`, responseOf(state, calls)] as const));
  const cases = mockCases.map(({ name, states = {} }) => [name, Object.fromEntries(Object.keys(whereAllGoesWell).map((state) => [state, state in states ? `${name}.${state}` : state]))] as const);
  return { StateMachines: { [machineName]: { TestCases: Object.fromEntries(cases) } }, MockedResponses: Object.fromEntries([...usual, ...special]) };
}

/** The file's text. */
export const mockConfigText = (): string => `${JSON.stringify(mockConfig(), null, 2)}\n`;

function responseOf(state: string, calls: readonly MockedCall[]): MockedResponse {
  let next = 0;
  return Object.fromEntries(
    calls.map((call) => {
      const { times = 1 } = call;
      const first = next;
      next += times;
      return [times === 1 ? String(first) : `${first}-${next - 1}`, 'throws' in call ? { Throw: { Error: call.throws, Cause: call.cause ?? '' } } : { Return: returned(state, call.returns) }];
    }),
  );
}

/** A token's answer is the Task's result itself; a function's is its Payload. */
function returned(state: string, value: unknown): unknown {
  return taskStates.get(state) === true ? value : { StatusCode: 200, Payload: value };
}
