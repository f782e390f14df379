import * as fc from 'fast-check';
import type { Invariant, Violation } from '../invariants/invariant.js';
import { invariants as all } from '../invariants/invariants.js';
import { anyScript } from '../script/drawScript.js';
import type { Script } from '../script/script.js';
import { runScript, type RunOutcome } from './runScript.js';

/** What a seed came to. */
export interface SeedOutcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly script: Script;
  readonly outcome: RunOutcome;
}

/** The script of a seed, always the same one. */
export function scriptOf(seed: number): Script {
  const [script] = fc.sample(anyScript(seed), { seed, numRuns: 1, unbiased: true });
  if (script === undefined) throw new Error(`no script was drawn for seed ${seed}`);
  return script;
}

/** Runs one seed. */
export async function runSeed(seed: number, definition: string, invariants: readonly Invariant[] = all): Promise<SeedOutcome> {
  const script = scriptOf(seed);
  const outcome = await runScript(script, definition, invariants);
  return { seed, violations: outcome.violations, script, outcome };
}
