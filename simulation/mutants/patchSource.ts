import type { Mutant, Patch } from './mutant.js';

/**
 * A source with one patch applied.
 * @throws Error where the text to replace is gone or stands in it more than once: the mutant went stale.
 */
export function patchSource(source: string, patch: Patch): string {
  const parts = source.split(patch.replace);
  if (parts.length === 1) throw new Error(`${patch.file} no longer holds the text that a mutant replaces: ${patch.replace}`);
  if (parts.length > 2) throw new Error(`${patch.file} holds the text that a mutant replaces ${parts.length - 1} times, so it is not clear which is meant: ${patch.replace}`);
  return parts.join(patch.by);
}

/** A mutant's sources, patched, by their path relative to the repository's root. @param read the text of such a path. */
export function patchedSources(mutant: Mutant, read: (file: string) => string): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const patch of mutant.patches) sources.set(patch.file, patchSource(sources.get(patch.file) ?? read(patch.file), patch));
  return sources;
}
