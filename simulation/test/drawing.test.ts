import { describe, expect, it } from 'vitest';
import { scriptOf } from '../src/runs/runSeed.js';

const scripts = Array.from({ length: 300 }, (_, index) => scriptOf(index + 1));

describe('the drawing of scripts', () => {
  it('gives about a third of the runs trouble that comes together, of every profile', () => {
    const profiles = scripts.flatMap(({ profile }) => profile ?? []);
    expect(profiles.length).toBeGreaterThan(75);
    expect(profiles.length).toBeLessThan(125);
    expect([...new Set(profiles)].sort()).toEqual(['approvals', 'failingEc2', 'failingSts', 'operators', 'scarceSlots', 'silentDrs', 'spoiltEnds', 'startsAgain', 'stopRefused', 'tasksTwice', 'unknownMachines']);
  });

  it('leaves at least one run in twenty without any trouble', () => {
    const calm = scripts.filter(({ storms, kills, actions, world }) => storms.length + kills.length + actions.length + (world.Faults ?? []).length === 0);
    expect(calm.length).toBeGreaterThan(15);
    expect(calm.every(({ profile }) => profile === undefined)).toBe(true);
  });

  it('makes of a profile a plan that is whole: no wave depends on one that was left out', () => {
    for (const { plan: { plan, groups }, profile } of scripts) {
      if (profile === undefined) continue;
      const numbers = new Set(plan.Waves.map(({ WaveNumber }) => WaveNumber));
      for (const wave of plan.Waves) {
        expect(wave.Dependencies.every((number) => numbers.has(number))).toBe(true);
        if (wave.ProtectionGroupId !== undefined) expect(groups.map(({ GroupId }) => GroupId)).toContain(wave.ProtectionGroupId);
      }
    }
  });
});
