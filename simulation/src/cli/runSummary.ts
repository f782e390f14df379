import { crashAt, undisturbed } from '../crash/crashAt.js';
import { crash, type Violation } from '../invariants/invariant.js';
import { runScript, type RunOutcome } from '../runs/runScript.js';
import { scriptOf } from '../runs/runSeed.js';
import { standardScript } from '../runs/standardScript.js';
import type { Kill } from '../script/script.js';

/** One run to make: of a seed's script, of the standard drill, or of the crash plan with one death in it. */
export type RunRequest = { readonly kind: 'SEED' | 'STANDARD'; readonly seed: number } | { readonly kind: 'CRASH'; readonly kill: Kill };

/** What of a run is told: small enough to pass between threads. */
export interface RunSummary {
  readonly request: RunRequest;
  readonly statuses: readonly string[];
  readonly violations: readonly Pick<Violation, 'invariant' | 'found'>[];
  readonly steps: number;
  /** Functions that were killed. */
  readonly deaths: number;
  /** What struck it, and how often. */
  readonly strikes: ReadonlyMap<string, number>;
  /** Virtual seconds. */
  readonly seconds: number;
}

/** Makes runs on a machine's definition. */
export class Runner {
  readonly #definition: string;
  #baseline: Promise<RunOutcome> | undefined;

  constructor(definition: string) {
    this.#definition = definition;
  }

  /** Makes a run; a script that cannot even be drawn is a violation too. */
  async run(request: RunRequest): Promise<RunSummary> {
    try {
      const { outcome, violations } = await this.#made(request);
      return {
        request,
        statuses: outcome.executions.map(({ header }) => header.Status),
        violations: violations.map(({ invariant, found }) => ({ invariant, found })),
        steps: outcome.steps,
        deaths: outcome.happenings.filter(({ what }) => what.includes(' was killed ')).length,
        strikes: outcome.strikes,
        seconds: outcome.seconds,
      };
    } catch (error) {
      return { request, statuses: [], violations: [crash(error, 0)], steps: 0, deaths: 0, strikes: new Map(), seconds: 0 };
    }
  }

  async #made(request: RunRequest): Promise<{ readonly outcome: RunOutcome; readonly violations: readonly Violation[] }> {
    if (request.kind === 'CRASH') {
      this.#baseline ??= undisturbed(this.#definition);
      return crashAt(request.kill, this.#definition, await this.#baseline);
    }
    const outcome = await runScript(request.kind === 'STANDARD' ? standardScript(request.seed) : scriptOf(request.seed), this.#definition);
    return { outcome, violations: outcome.violations };
  }
}

/** A run's name, for people. */
export function nameOf(request: RunRequest): string {
  return request.kind === 'CRASH' ? `killed ${request.kill.side} step ${request.kill.step}` : `seed ${request.seed}`;
}
