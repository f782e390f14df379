import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Invariant } from '../src/invariants/invariant.js';
import { invariants } from '../src/invariants/invariants.js';
import { runScript } from '../src/runs/runScript.js';
import { runSeed, scriptOf } from '../src/runs/runSeed.js';
import { smallestScript } from '../src/runs/smallestScript.js';
import { standardScript } from '../src/runs/standardScript.js';

const definition = readFileSync(new URL('../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');
const ids = [...new Set(invariants.flatMap((invariant) => invariant.ids))].map((id) => `[${id}]`).join(' ');

describe('the simulation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(`seed %i: through any trouble no invariant is broken ${ids}`, async (seed) => {
    const { violations, outcome } = await runSeed(seed, definition);
    expect(violations).toEqual([]);
    expect(outcome.executions.length).toBeGreaterThan(0);
  });

  it('the standard drill, undisturbed, is COMPLETED, and its clean-up too', async () => {
    const { violations, executions } = await runScript(standardScript(1), definition, invariants);
    expect(violations).toEqual([]);
    expect(executions.map(({ header }) => [header.Status, header.CleanUp?.Status])).toEqual([['COMPLETED', 'COMPLETED']]);
  });

  it.each([1, 2, 3])('the standard drill of seed %i takes 2,500 inputs and outputs at the most: its speed, as a count', async (seed) => {
    const { steps } = await runScript(standardScript(seed), definition, []);
    expect(steps).toBeLessThanOrEqual(2500);
    expect(steps).toBeGreaterThan(1000);
  });

  it('an hour and more of operation produces no error, in no function and in no log [B8]', async () => {
    const { happenings, seconds, system } = await runScript(standardScript(2), definition);
    expect(seconds).toBeGreaterThan(3600);
    expect(system.errors).toEqual([]);
    expect(happenings.filter(({ what }) => what.includes(' failed on '))).toEqual([]);
    expect(system.emulator.calls.filter(({ outcome }) => !outcome.startsWith('2'))).toEqual([]);
  });

  it('replays a seed exactly, to the last event', async () => {
    const [one, other] = [await runSeed(26, definition), await runSeed(26, definition)];
    expect(one.script).toEqual(other.script);
    expect(one.outcome.happenings).toEqual(other.outcome.happenings);
    expect(one.outcome.steps).toBe(other.outcome.steps);
    expect(one.outcome.happenings.length).toBeGreaterThan(20);
  });

  it('draws another script for another seed', () => {
    expect(scriptOf(1)).not.toEqual(scriptOf(2));
  });

  it('tells of a broken invariant at the moment it breaks, with the time and the history up to it', async () => {
    const noDrills: Invariant = { name: 'nothing is launched', ids: [], atLaunch: ({ job }) => [`${job.id} was`] };
    const { violations, happenings } = await runScript(standardScript(3), definition, [noDrills]);
    expect(violations).toHaveLength(3);
    expect(violations[0]).toMatchObject({ invariant: 'nothing is launched', found: expect.stringMatching(/^drsjob-/) });
    const at = happenings.findIndex(({ what }) => what.startsWith('VIOLATION: nothing is launched'));
    expect(happenings[at - 1]?.what).toMatch(/^DRS begins drill job/);
  });

  it('makes a failing seed smaller, as long as the same invariant breaks', async () => {
    const noLaunchOfTwo: Invariant = { name: 'no job launches two servers', ids: [], atLaunch: ({ servers }) => (servers.length > 1 ? ['one does'] : []) };
    let seed = 1;
    while ((await runSeed(seed, definition, [noLaunchOfTwo])).violations.length === 0) seed += 1;
    const whole = await runSeed(seed, definition, [noLaunchOfTwo]);
    const smallest = await smallestScript(seed, definition, [noLaunchOfTwo], { patience: 15_000, tries: 12 });
    expect(smallest?.outcome.violations.map(({ invariant }) => invariant)).toContain('no job launches two servers');
    const size = (script: object): number => JSON.stringify(script).length;
    expect(size(smallest?.script ?? {})).toBeLessThan(size(whole.script));
  });

  it('has no smallest script for a seed that breaks nothing', async () => {
    expect(await smallestScript(3, definition)).toBeUndefined();
  });
});
