/** One change of a source: a text that stands in it exactly once, and what takes its place. */
export interface Patch {
  /** Relative to the repository's root, with forward slashes. */
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

/** Test files of one workspace package. */
export interface TestFiles {
  /** The package's folder, relative to the repository's root. */
  readonly package: string;
  /** Relative to the package's folder. */
  readonly files: readonly string[];
}

/** Who has to notice a mutant: tests of one package whose titles carry the ids it proves, or the simulation. */
export type CaughtBy = { readonly tests: TestFiles } | BySimulation;

/** Runs of the simulation in which one invariant has to break. */
export interface BySimulation {
  readonly simulation: SimulatedRuns;
  /** The invariant's name. */
  readonly invariant: string;
}

/** What the simulation runs: seeds, or a death at every step of one drill. */
export type SimulatedRuns = 'SEEDS' | 'CRASH_EVERYWHERE';

/** A fault that a developer could make in the product, and who has to notice it: the proof of a proof. */
export interface Mutant {
  /** In kebab-case, what is broken, e.g. `launches-twice-after-lost-answer`. */
  readonly name: string;
  /** One sentence. */
  readonly breaks: string;
  /** What it proves: ids of requirements and properties (R2.4, P8), and invariants of the simulation in words. */
  readonly proves: readonly string[];
  readonly patches: readonly Patch[];
  readonly caughtBy: CaughtBy;
}

/** A mutant that tests have to catch. */
export interface TestMutant extends Mutant {
  readonly caughtBy: { readonly tests: TestFiles };
}

/** A mutant that the simulation has to catch. */
export interface SimulationMutant extends Mutant {
  readonly caughtBy: BySimulation;
}

/** Whether a word of `proves` is the id of a requirement (R) or a property (P); the others are invariants in words. */
export function isRequirementId(word: string): boolean {
  return /^(R\d+\.\d+|P\d+)$/.test(word);
}
