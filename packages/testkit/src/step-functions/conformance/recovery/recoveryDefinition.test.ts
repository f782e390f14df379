import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../jsonValue.js';
import { longDrillCases, shortDrillCases } from './drillCases.js';
import { asDeployed, minutesAsSeconds } from './recoveryDefinition.js';
import { statesOf } from './way.js';

/** Every value in a machine that is no object or list, by its path. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value) || isJsonObject(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
  return [[path, value]];
}

const numbers = (value: unknown): number[] => (String(value).match(/\d+/gu) ?? []).map(Number);

describe('the copy of recovery.asl.json for engines in real time', () => {
  const deployed = leaves(asDeployed('f'));
  const copy = new Map(leaves(minutesAsSeconds('f')));
  const changed = deployed.filter(([path, value]) => copy.get(path) !== value);

  it('differs from it in how long is waited, and in nothing else', () => {
    expect([...copy.keys()]).toEqual(deployed.map(([path]) => path));
    expect(changed.map(([path]) => path.split('/').at(-1))).toEqual(changed.map(() => expect.stringMatching(/^Seconds(?:\.\$)?$/u)));
    expect(changed.length).toBeGreaterThan(0);
  });

  it('waits for a second where the machine waits for a minute', () => {
    for (const [path, value] of changed) expect([path, numbers(copy.get(path))]).toEqual([path, numbers(value).map((number) => (number >= 60 ? number / 60 : number))]);
  });

  it('waits nowhere for a quarter of an hour or ten minutes any more', () => {
    const waits = [...copy].filter(([path]) => /\/Seconds(?:\.\$)?$/u.test(path)).flatMap(([, value]) => numbers(value));
    expect(Math.max(...waits)).toBe(240);
  });
});

describe('the drills of the suite', () => {
  it('pass through every state of recovery.asl.json, so none of it goes untried on any engine', () => {
    const cases = [...longDrillCases(asDeployed), ...shortDrillCases];
    const entered = new Set(cases.flatMap(({ events = [], eventsInAnyOrder = [] }) => [...events, ...eventsInAnyOrder]).flatMap((event) => /StateEntered (.+)$/u.exec(event)?.[1] ?? []));
    expect([...statesOf(asDeployed('f')).keys()].filter((name) => !entered.has(name))).toEqual([]);
  });

  it('fail where recovery.asl.json no longer has a state they go through', () => {
    const without = (functionName: string): ReturnType<typeof asDeployed> => {
      const { States, ...machine } = asDeployed(functionName);
      return { ...machine, States: Object.fromEntries(Object.entries(States as object).filter(([name]) => name !== 'IsPrepared')) };
    };
    expect(() => longDrillCases(without)).toThrow('recovery.asl.json has no state IsPrepared');
  });
});
