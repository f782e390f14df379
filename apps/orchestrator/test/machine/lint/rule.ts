import type { Flow } from './machine.js';

/** A rule that no off-the-shelf linter holds the machine to; returns a line for each breach, which names the state. */
export type Rule = (machine: Flow) => string[];
