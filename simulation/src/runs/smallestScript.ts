import * as fc from 'fast-check';
import type { Invariant } from '../invariants/invariant.js';
import { invariants as all } from '../invariants/invariants.js';
import { anyScript } from '../script/drawScript.js';
import type { Script } from '../script/script.js';
import { runScript, type RunOutcome } from './runScript.js';

/** The smallest script found that still breaks an invariant which a seed breaks, and what happens in it. */
export interface SmallestScript {
  readonly script: Script;
  readonly outcome: RunOutcome;
  /** Smaller scripts tried. */
  readonly tried: number;
}

/**
 * Makes a failing seed's script smaller, step by step (plan, world, faults, operators), as long as one of the same
 * invariants breaks; undefined where the seed breaks none.
 * @param limits how long smaller scripts are looked for, in milliseconds of the machine, and how many are tried.
 */
export async function smallestScript(seed: number, definition: string, invariants: readonly Invariant[] = all, { patience = 60_000, tries = Infinity }: { readonly patience?: number; readonly tries?: number } = {}): Promise<SmallestScript | undefined> {
  let wanted: ReadonlySet<string> | undefined;
  let smallest: { readonly script: Script; readonly outcome: RunOutcome } | undefined;
  let tried = 0;
  const holds = async (script: Script): Promise<boolean> => {
    if (tried >= tries) return true;
    tried += 1;
    const outcome = await runScript(script, definition, invariants);
    const broken = new Set(outcome.violations.map((violation) => violation.invariant));
    wanted ??= broken;
    if (![...broken].some((name) => wanted?.has(name))) return true;
    smallest = { script, outcome };
    return false;
  };
  await fc.check(fc.asyncProperty(anyScript(seed), holds), { seed, numRuns: 1, unbiased: true, interruptAfterTimeLimit: patience });
  return smallest === undefined ? undefined : { ...smallest, tried };
}
