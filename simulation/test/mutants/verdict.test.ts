import { describe, expect, it } from 'vitest';

import type { TestOutcome } from '../../mutants/vitest/packageRun.js';
import { baselineFault, judge, titlesWith } from '../../mutants/vitest/verdict.js';

const test = (title: string, state: TestOutcome['state'], ...errors: readonly string[]): TestOutcome => ({ title, file: 'a.test.ts', state, errors });
const assertion = 'AssertionError: expected 1 to be 2';
const judged = (tests: readonly TestOutcome[], brokenFiles: readonly string[] = []): unknown => judge({ proves: ['R2.4', 'P8', 'statuses only go forward'] }, { tests, brokenFiles });

describe('a mutant', () => {
  it('is caught where for each id it claims a test of that id fails', () => {
    const both = test('waits [R2.4] [P8]', 'failed', assertion);
    expect(judged([both, test('other [P8]', 'passed')])).toEqual({ caughtBy: both.title });
  });

  it('survives where a test of one of its ids fails and none of the other', () => {
    expect(judged([test('waits [R2.4]', 'failed', assertion), test('waits [P8]', 'passed')])).toEqual({ survived: 'no test of P8 fails' });
  });

  it('survives where a test fails that carries none of its ids, or one that only begins like it', () => {
    expect(judged([test('waits', 'failed', assertion), test('waits [R2.40] [P80]', 'failed', assertion)])).toEqual({ survived: 'no test of R2.4, P8 fails' });
  });

  it.each(['SyntaxError: Unexpected token', 'ReferenceError: guard is not defined', 'Error: Cannot find module ./gone.js', 'Error: Test timed out in 10000ms.'])('that is no program, or only slow, is not caught: %s', (error) => {
    expect(judged([test('waits [R2.4] [P8]', 'failed', error)])).toEqual({ survived: 'no test of R2.4, P8 fails' });
  });

  it('that keeps a file from being run is not caught', () => {
    expect(judged([], ['a.test.ts: Error: no exports'])).toEqual({ survived: 'it keeps its tests from being run: a.test.ts: Error: no exports' });
  });
});

describe('the unpatched run', () => {
  it('is sound where each id has a test and all of them pass', () => {
    expect(baselineFault(['R2.4'], { tests: [test('a [R2.4]', 'passed'), test('b', 'failed', assertion)], brokenFiles: [] })).toBeUndefined();
  });

  it.each([
    ['an id without a test', [test('a [P8]', 'passed')], 'no test of the files carries R2.4'],
    ['an id whose test is skipped', [test('a [R2.4]', 'skipped')], 'no test of the files carries R2.4'],
    ['a test that fails anyway', [test('a [R2.4]', 'passed'), test('b [R2.4]', 'failed', assertion)], 'this fails too: b [R2.4]'],
  ])('is not with %s', (_what, tests, fault) => {
    expect(baselineFault(['R2.4'], { tests, brokenFiles: [] })).toContain(fault);
  });

  it('matches ids exactly', () => {
    expect(titlesWith(['R2.4']).test('[R2.4]')).toBe(true);
    expect(['[R2.40]', '[R214]', 'R2.4', '[P2.4]'].some((title) => titlesWith(['R2.4', 'P2']).test(title))).toBe(false);
  });
});
