import { nearestWord } from '@drs-orchestration/core';

/** What is possible instead of a word that is not known, the nearest first. */
export function nearestOf(word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known);
  return meant === undefined ? `give one of ${known.join(', ')}.` : `did you mean ${meant}? There are ${known.join(', ')}.`;
}
