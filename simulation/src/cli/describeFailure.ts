import { stringify } from 'yaml';
import type { SmallestScript } from '../runs/smallestScript.js';

/** How many lines of a history are shown at its beginning and at its end. */
const shown = { first: 40, last: 160 };

/** A failed seed as a person reads it: what broke, in which script, what happened, and how to see it again. */
export function describeFailure(seed: number, { script, outcome, tried }: SmallestScript): string {
  const { plan, groups } = script.plan;
  const seconds = (at: number): string => ((at - outcome.startedAt) / 1000).toFixed(3).padStart(10);
  const lines = outcome.happenings.map(({ at, what }) => `${seconds(at)} s  ${what}`);
  const left = lines.length - shown.first - shown.last;
  const history = left > 0 ? [...lines.slice(0, shown.first), `           …  ${left} more`, ...lines.slice(-shown.last)] : lines;
  return [
    `Seed ${seed}: ${outcome.violations.map(({ invariant, found }) => `\n  ${invariant}:\n    ${found}`).join('')}`,
    `The smallest script that shows it (${tried} tried):`,
    stringify({ ...script, plan, ...(groups.length > 0 ? { groups } : {}) }, { lineWidth: 160 }).replace(/^/gm, '  '),
    'What happens:',
    ...history,
    '',
    `Replay: npm run simulate -- --seed ${seed}`,
  ].join('\n');
}
