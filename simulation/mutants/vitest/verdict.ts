import { isRequirementId, type TestMutant } from '../mutant.js';
import type { Verdict } from '../verdict.js';
import type { RunOutcome } from './packageRun.js';

/** Failures that say that a mutant is no program, or that a machine was busy, not that a rule is broken. */
const beside = /^(SyntaxError|ReferenceError|ParseError|TransformError)\b|Failed to resolve import|does not provide an export|Cannot find (module|package)|(Test|Hook) timed out in/;

/** The ids of requirements that a mutant has to be caught for. */
export function claimedIds(mutant: Pick<TestMutant, 'proves'>): readonly string[] {
  return mutant.proves.filter(isRequirementId);
}

/** Matches the whole title of a test that carries one of these ids, as `[R2.4]`. */
export function titlesWith(ids: readonly string[]): RegExp {
  return new RegExp(ids.map((id) => `\\[${id.replace('.', '\\.')}\\]`).join('|'));
}

/** Why an unpatched run proves nothing: an id without a test, or tests that fail anyway; undefined where it is sound. */
export function baselineFault(ids: readonly string[], { tests, brokenFiles }: RunOutcome): string | undefined {
  if (brokenFiles.length > 0) return `unpatched, ${brokenFiles.join('; ')}`;
  const untested = ids.filter((id) => !tests.some((test) => test.state === 'passed' && titlesWith([id]).test(test.title)));
  if (untested.length > 0) return `no test of the files carries ${untested.join(', ')} and passes unpatched`;
  const failed = tests.filter((test) => test.state === 'failed' && titlesWith(ids).test(test.title));
  return failed.length === 0 ? undefined : `unpatched, this fails too: ${failed.map((test) => test.title).join('; ')}`;
}

/** Judges the run of a mutant: each id it claims needs a test of that id in its title that failed for breaking a rule. */
export function judge(mutant: Pick<TestMutant, 'proves'>, { tests, brokenFiles }: RunOutcome): Verdict {
  if (brokenFiles.length > 0) return { survived: `it keeps its tests from being run: ${brokenFiles.join('; ')}` };
  const failed = tests.filter((test) => test.state === 'failed' && !test.errors.some((error) => beside.test(error)));
  const missed = claimedIds(mutant).filter((id) => !failed.some((test) => titlesWith([id]).test(test.title)));
  if (missed.length > 0) return { survived: `no test of ${missed.join(', ')} fails` };
  return { caughtBy: failed.map(({ title }) => title).join('; ') };
}
