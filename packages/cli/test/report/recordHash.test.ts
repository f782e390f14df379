import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { ExecutionView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { canonicalRecord, describedHash, recordHash } from '../../src/report/recordHash.js';
import { aView, aWave } from '../support/views.js';
import { diamond } from './recordedRuns.js';
import { randomView } from './randomViews.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const noJq = spawnSync('jq', ['--version']).status === 0 ? undefined : 'there is no jq on PATH';
const byJq = (text: string): string => sha256(execFileSync('jq', ['-cSj', '.'], { input: text, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));

describe('the record\'s hash', () => {
  it('is SHA-256 of the canonical JSON: keys sorted, no blanks, whatever the order they came in', () => {
    const view = { b: 1, a: { d: [1, 2], c: 'é' }, gone: undefined } as unknown as ExecutionView;
    expect(canonicalRecord(view)).toBe('{"a":{"c":"é","d":[1,2]},"b":1}');
    expect(recordHash(view)).toBe(sha256('{"a":{"c":"é","d":[1,2]},"b":1}'));
    const turned = Object.fromEntries(Object.entries(diamond()).reverse()) as unknown as ExecutionView;
    expect(recordHash(turned)).toBe(recordHash(diamond()));
  });

  it('changes with any value of the record', () => {
    const view = diamond();
    const hashes = [view, { ...view, PlanVersion: 2 }, { ...view, EndTime: view.EndTime! + 1 }, { ...view, Waves: view.Waves.slice(1) }].map(recordHash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('is what the command that the report names prints, of real shapes and of texts in any script', (context) => {
    context.skip(noJq !== undefined, noJq);
    const texts = ['Ünïcode 漢字 🏦', '<script>"\'&/\\', 'שלום \u202e', 'tab\tline\nend\u0001\u0085\u2028', ''];
    const views = [diamond(), ...texts.map((PlanName) => aView([aWave(1, [])], { PlanName })), ...Array.from({ length: 20 }, (_, index) => randomView(index + 1))];
    for (const view of views) {
      expect(describedHash(view).Command).toBe(`drsctl executions show ${view.ExecutionId} --json | jq -cSj . | sha256sum`);
      expect(byJq(JSON.stringify(view, null, 2))).toBe(recordHash(view));
    }
  });

  it.each([
    ['U+007F, which jq escapes', { PlanName: 'a\u007fb' }],
    ['half a surrogate pair, which jq refuses', { PlanName: 'a\ud83d' }],
    ['a number that jq may round', { BoundTime: 1 / 3 }],
    ['a number with an exponent', { BoundTime: 1e21 }],
  ])('names no command where the record holds %s', (_what, fields) => {
    expect(describedHash(aView([], fields)).Command).toBeUndefined();
    expect(describedHash(aView([], fields)).Value).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names no command for an id that a shell would read as something else', () => {
    expect(describedHash(aView([], { ExecutionId: "x'; rm -rf ." })).Command).toBeUndefined();
  });
});
