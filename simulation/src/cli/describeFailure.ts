import { stringify } from 'yaml';
import type { Violation } from '../invariants/invariant.js';
import type { RunOutcome } from '../runs/runScript.js';
import type { Script } from '../script/script.js';

/** How many lines of a history are shown at its beginning and at its end. */
const shown = { first: 40, last: 160 };

/** A failed run. */
export interface FailedRun {
  readonly name: string;
  /** The arguments that show it again. */
  readonly replay: string;
  readonly script: Script;
  readonly outcome: RunOutcome;
  readonly violations: readonly Violation[];
  /** How many smaller scripts were tried; absent where it is not made smaller. */
  readonly tried?: number;
}

/** A failed run as a person reads it: what broke, in which script, what happened, and how to see it again. */
export function describeFailure({ name, replay, script, outcome, violations, tried }: FailedRun): string {
  const { plan, groups } = script.plan;
  const seconds = (at: number): string => ((at - outcome.startedAt) / 1000).toFixed(3).padStart(10);
  const lines = outcome.happenings.map(({ at, what }) => `${seconds(at)} s  ${what}`);
  const left = lines.length - shown.first - shown.last;
  const history = left > 0 ? [...lines.slice(0, shown.first), `           …  ${left} more`, ...lines.slice(-shown.last)] : lines;
  return [
    `${name}: ${violations.map(({ invariant, found }) => `\n  ${invariant}:\n    ${found}`).join('')}`,
    tried === undefined ? 'The script:' : `The smallest script that shows it (${tried} tried):`,
    stringify({ ...script, plan, ...(groups.length > 0 ? { groups } : {}) }, { lineWidth: 160 }).replace(/^/gm, '  '),
    'What happens:',
    ...history,
    '',
    `Replay: npm run simulate -- ${replay}`,
  ].join('\n');
}
