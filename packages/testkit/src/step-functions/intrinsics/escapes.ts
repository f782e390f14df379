/** The characters that a backslash may precede in an intrinsic's string: the reserved ones. */
const escapable = new Set(["'", '{', '}', '\\']);

/** @throws Error when a backslash precedes a character that needs none: AWS refuses such a definition. */
export function requireLegalEscapes(raw: string, text: string): void {
  for (const [pair, character] of raw.matchAll(/\\([\s\S])/gu)) {
    if (!escapable.has(character!)) {
      throw new Error(`the intrinsic function '${text}': the escape ${pair} is none; only \\' \\{ \\} and \\\\ are`);
    }
  }
}

/** The string that a raw one stands for: each backslash and its character become the character. */
export function resolveEscapes(raw: string): string {
  return raw.replace(/\\([\s\S])/gu, '$1');
}
