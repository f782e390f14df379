import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Kill } from '../script/script.js';

/** What `npm run simulate` is asked for. */
export interface SimulateArguments {
  /** SEED: the script of each seed; STANDARD: the standard drill, undisturbed, for each; CRASH: a death at every step. */
  readonly what: 'SEED' | 'STANDARD' | 'CRASH';
  /** With CRASH: the one death to try; absent: all. */
  readonly kill?: Kill;
  /** The seeds to run, in order. */
  readonly seeds: readonly number[];
  /** Whether these are the committed ones. */
  readonly isFixed: boolean;
  /** Threads side by side. */
  readonly workers: number;
  /** Whether each run is told of. */
  readonly verbose: boolean;
  /** End at the first violation of one of these (of any, where there is none), without looking for a smaller script. */
  readonly until?: readonly string[];
}

/** Raised for arguments that make no sense; its message says what does. */
export class UsageError extends Error {}

/** How it is used. */
export const usage = `npm run simulate -- [--runs N] [--seed S] [--fixed] [--workers W] [--standard | --crash-everywhere | --crash STEP:SIDE] [--until NAMES] [--verbose]
  --runs N      so many seeds, from --seed on (default: 1 with --seed, else 100)
  --seed S      the first seed (default: a fresh one, which is printed); a seed alone replays exactly
  --fixed       the committed seeds (simulation/seeds.json) instead
  --workers W   so many at a time (default: one a processor)
  --standard    the standard drill, undisturbed, for each seed: measures drills a minute
  --crash-everywhere  one drill after the other, each with a function's death at another input or output
  --crash STEP:SIDE   the one of these drills in which it dies there, e.g. 454:AFTER
  --until NAMES end at the first violation of one of these invariants, their names joined by |
  --verbose     a line for each run`;

function whole(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new UsageError(`--${name} takes a whole number from ${least} on, but is ${JSON.stringify(text)}.`);
  return number;
}

function killOf(text: string): Kill {
  const [, step = '', side] = /^(\d+):(BEFORE|AFTER)$/.exec(text) ?? [];
  if (side !== 'BEFORE' && side !== 'AFTER') throw new UsageError(`--crash takes a step and a side, e.g. 454:AFTER, but is ${JSON.stringify(text)}.`);
  return { step: Number(step), side };
}

/**
 * Reads the command line. @param fresh a seed to begin with where none is given @param fixed the committed seeds
 * @throws UsageError
 */
export function parseSimulateArguments(argv: readonly string[], fresh: () => number, fixed: readonly number[]): SimulateArguments {
  const { values } = parsed(argv);
  const seed = whole('seed', values.seed, 0);
  const runs = whole('runs', values.runs, 1) ?? (seed === undefined ? 100 : 1);
  if (values.fixed && (values.seed !== undefined || values.runs !== undefined)) throw new UsageError('--fixed runs the committed seeds: it takes neither --seed nor --runs.');
  const crashes = values['crash-everywhere'] || values.crash !== undefined;
  if (values.standard && crashes) throw new UsageError('--standard and --crash-everywhere are different things: give one.');
  const first = seed ?? fresh();
  return {
    what: crashes ? 'CRASH' : values.standard ? 'STANDARD' : 'SEED',
    ...(values.crash === undefined ? {} : { kill: killOf(values.crash) }),
    seeds: values.fixed ? fixed : Array.from({ length: runs }, (_, index) => first + index),
    isFixed: values.fixed,
    workers: whole('workers', values.workers, 1) ?? availableParallelism(),
    verbose: values.verbose,
    ...(values.until === undefined ? {} : { until: values.until.split('|') }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        runs: { type: 'string' },
        seed: { type: 'string' },
        workers: { type: 'string' },
        fixed: { type: 'boolean', default: false },
        standard: { type: 'boolean', default: false },
        'crash-everywhere': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        crash: { type: 'string' },
        until: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
