const compiled = new Map<string, RegExp>();

/** Whether the text matches a pattern in which `*` stands for any characters, `\*` for an asterisk, `\\` for a backslash. */
export function stringMatches(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const source = pattern.replace(/\\[\\*]|[\s\S]/gu, (piece) => (piece === '*' ? '[\\s\\S]*' : escapeRegExp(piece.length > 1 ? piece.slice(1) : piece)));
    expression = new RegExp(`^${source}$`, 'u');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

function escapeRegExp(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}
