/** A fenced piece of code in a README: its language, what follows it on the fence, and itself. */
export interface Snippet {
  readonly language: string;
  readonly title: string;
  readonly code: string;
}

/** All fenced pieces of code of a README, in their order. */
export function snippetsOf(readme: string): readonly Snippet[] {
  return [...readme.matchAll(/^```(\w+) ?([^\n]*)\n([^]*?)^```$/gm)].map(([, language = '', title = '', code = '']) => ({ language, title, code }));
}

/** The piece of code of a language and title. @throws Error where there is not exactly one. */
export function snippet(readme: string, language: string, title: string): string {
  const found = snippetsOf(readme).filter((each) => each.language === language && each.title === title);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`The README has ${found.length} pieces of ${language} called "${title}"; one is needed.`);
  return first.code;
}
