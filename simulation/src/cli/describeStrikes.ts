import { everyKind } from '../script/kinds.js';

/** The kinds of trouble and action that struck never. @param counts how often each struck */
export function kindsWithout(counts: ReadonlyMap<string, number>): readonly string[] {
  return everyKind.filter((kind) => (counts.get(kind) ?? 0) === 0);
}

/** How often each kind of trouble and action struck, in words; of the committed seeds, one has to show each. */
export function describeStrikes(counts: ReadonlyMap<string, number>): string {
  const missing = kindsWithout(counts);
  const struck = everyKind.filter((kind) => !missing.includes(kind)).map((kind) => `${counts.get(kind)} ${kind}`).join(', ');
  if (missing.length === 0) return `Every kind of trouble and action struck: ${struck}.`;
  return `No seed shows ${missing.join(', ')}: commit one that does for each (simulation/seeds.json). What struck: ${struck}.`;
}
