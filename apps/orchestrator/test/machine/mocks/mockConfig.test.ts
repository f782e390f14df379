import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployed } from '../definition.js';
import type { EndedExecution, Invocation, MachineControl, TaskCall } from '../engines/engine.js';
import { localEngine } from '../engines/localEngine.js';
import { entered } from '../scenarios/scenario.js';
import { ScriptedOrchestrator } from '../script/scriptedOrchestrator.js';
import { inputOf, mockCases, type MockCase } from './mockCases.js';
import { machineName, mockConfigFile, mockConfigText, stateNames, taskStates, type MockConfig, type MockedResponse } from './mockConfig.js';

const text = readFileSync(mockConfigFile, 'utf8');
const config = JSON.parse(text) as MockConfig;
const testCases = config.StateMachines[machineName]?.TestCases ?? {};

/** The call of a number in a mocked response, as Step Functions Local looks it up. */
function callOf(response: MockedResponse | undefined, nth: number): MockedResponse[string] {
  const found = Object.entries(response ?? {}).find(([range]) => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return nth >= first && nth <= last;
  });
  if (found === undefined) throw new Error(`the mock configuration has no response for call ${nth}`);
  return found[1];
}

/** The Task state that makes a call: the function behind several knows them by their Task, and by whether a Position is given. */
const stateOf = ({ Task, Position }: TaskCall): string => (Position === undefined ? Task : { AwaitLaunch: 'AwaitServerLaunch', CheckHealth: 'CheckServerHealth' }[Task] ?? Task);

/** Takes a case's way on our engine, with nothing but the mock configuration as it is in the file. */
async function taken({ name, ...mockCase }: MockCase): Promise<EndedExecution> {
  const calls = new Map<string, number>();
  const invoke = async (call: TaskCall, control: MachineControl): Promise<Invocation> => {
    const state = stateOf(call);
    const nth = calls.get(state) ?? 0;
    calls.set(state, nth + 1);
    const mocked = callOf(config.MockedResponses[testCases[name]?.[state] ?? ''], nth);
    if ('Throw' in mocked) return { threw: { name: mocked.Throw.Error, message: mocked.Throw.Cause } };
    if (call.Token === undefined) return { returned: (mocked.Return as { readonly Payload: unknown }).Payload };
    await control.answer(call.Token, mocked.Return);
    return { returned: null };
  };
  return localEngine.execute({ definition: deployed, input: inputOf({ name, ...mockCase }), invoke });
}

describe('the mock configuration of Step Functions Local', () => {
  it('is what the cases make (else run test/machine/mocks/writeMockConfig.ts)', () => {
    expect(text).toBe(mockConfigText());
  });

  it('names only Tasks of the machine, and mocks each of them in each case, so that no function is called', () => {
    for (const [name, states] of Object.entries(testCases)) expect(Object.keys(states).sort(), name).toEqual([...taskStates.keys()].sort());
    expect(Object.keys(testCases)).toEqual(mockCases.map(({ name }) => name));
  });

  it('names only responses that it has, and has none that nobody names', () => {
    const named = Object.values(testCases).flatMap((states) => Object.values(states));
    expect([...new Set(named)].sort()).toEqual(Object.keys(config.MockedResponses).sort());
  });

  it('answers in the shapes of the tasks, as the scripted function of the scenarios does', async () => {
    const orchestrator = new ScriptedOrchestrator([{ WaveNumber: 1 }]);
    for (const [state, waits] of taskStates) {
      let answered: unknown;
      const control = { now: () => 0, answer: async (_: string, output: unknown) => void (answered = output), stop: async () => undefined };
      const Task = { AwaitServerLaunch: 'AwaitLaunch', CheckServerHealth: 'CheckHealth' }[state] ?? state;
      const outcome = await orchestrator.invoke({ Task, ExecutionId: 'e-1', WaveNumber: 1, Failure: '', ...(waits ? { Token: 't' } : {}) }, control);
      const scripted = waits ? answered : 'returned' in outcome ? { StatusCode: 200, Payload: outcome.returned } : outcome;
      expect((callOf(config.MockedResponses[state], 0) as { readonly Return: unknown }).Return, state).toEqual(scripted);
    }
  });

  it('leads through every state of the machine', async () => {
    const all = await Promise.all(mockCases.map(taken));
    expect(stateNames.filter((state) => !all.some((ended) => entered(ended, state) > 0))).toEqual([]);
  });

  it.each(mockCases)('$name: $title', async (mockCase) => {
    const ended = await taken(mockCase);
    expect([ended.status, ended.error]).toEqual(mockCase.fails === undefined ? ['SUCCEEDED', undefined] : ['FAILED', mockCase.fails]);
    expect((mockCase.passes ?? []).filter((state) => entered(ended, state) === 0)).toEqual([]);
    expect((mockCase.avoids ?? []).filter((state) => entered(ended, state) > 0)).toEqual([]);
  });
});
