import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeStrikes, kindsWithout } from '../src/cli/describeStrikes.js';
import { runScript } from '../src/runs/runScript.js';
import { scriptOf } from '../src/runs/runSeed.js';
import { standardScript } from '../src/runs/standardScript.js';
import { everyKind } from '../src/script/kinds.js';
import type { Script, Storm } from '../src/script/script.js';

const definition = readFileSync(new URL('../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');

async function struck(script: Partial<Script>): Promise<ReadonlyMap<string, number>> {
  return (await runScript({ ...standardScript(1), ...script }, definition)).strikes;
}

const always = (kind: Storm['kind']): readonly Storm[] => [{ kind, fromSecond: 0, toSecond: 600, percent: 100 }];

describe('what is counted as having struck', () => {
  it('is nothing in a run in which nothing goes wrong', async () => {
    expect([...(await struck({}))]).toEqual([]);
  });

  it('is a trouble each time it comes about, and not one that was only drawn', async () => {
    const strikes = await struck({ storms: [...always('TASK_TWICE'), ...always('EVENT_LOST')] });
    expect(strikes.get('TASK_TWICE')).toBeGreaterThan(3);
    expect(strikes.has('EVENT_LOST')).toBe(false);
  });

  it('is a fault of a call, a fault of a server that is launched, and a minute without the finder', async () => {
    const { world } = standardScript(1);
    const [server] = world.Servers ?? [];
    const strikes = await struck({
      world: { ...world, Faults: [
        { Service: 'ec2', Operation: '*', Attempt: 1, Fault: 'THROTTLE' }, { Service: 'sts', Operation: '*', Fault: 'THROTTLE' },
        { Server: server?.SourceServerId ?? '', Phase: 'BOOT', Fault: 'STALL' }, { Server: server?.SourceServerId ?? '', Phase: 'CONVERSION', Fault: 'FAIL' },
        { Schedule: 'finder', Fault: 'OFF', FromSecond: 0, ToSecond: 130 },
      ] },
    });
    // EC2 is asked two things of the instances that there are; in its own account nobody asks STS.
    expect(Object.fromEntries(strikes)).toEqual({ 'ec2 THROTTLE': 2, 'server FAIL': 1, 'schedule OFF': 2 });
  });
});

describe('the check of the committed seeds', () => {
  const all = new Map(everyKind.map((kind) => [kind, 1]));

  it('names each kind that struck never', () => {
    const { size } = all;
    expect(kindsWithout(all)).toEqual([]);
    const without = new Map([...all].filter(([kind]) => kind !== 'TASK_TWICE' && kind !== 'sts THROTTLE'));
    expect(without.size).toBe(size - 2);
    expect(kindsWithout(without)).toEqual(['TASK_TWICE', 'sts THROTTLE']);
    expect(describeStrikes(without)).toMatch(/^No seed shows TASK_TWICE, sts THROTTLE: .*seeds\.json/);
    expect(describeStrikes(all)).toMatch(/^Every kind .* 1 TASK_TWICE/);
  });

  it('counts by no name that is not among the kinds', async () => {
    for (const seed of [24, 42, 49, 184]) {
      const { strikes } = await runScript(scriptOf(seed), definition, []);
      expect([...strikes.keys()].filter((kind) => !everyKind.includes(kind))).toEqual([]);
    }
  });
});
