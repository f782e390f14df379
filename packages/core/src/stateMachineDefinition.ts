import { TerminalError } from './errors.js';

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/**
 * The definition to deploy: minified JSON of an Amazon States Language `text`, each `${Name}` in it replaced by `values[Name]`.
 * @throws TerminalError `StateMachine.Placeholders` when a name in the text has no value, or a value no place; all of
 * them are named. @throws SyntaxError when the text is no JSON.
 */
export function renderDefinition(text: string, values: Readonly<Record<string, string>>): string {
  const wanted = new Set(Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? ''));
  const given = new Set(Object.keys(values));
  const faults = [
    ...[...wanted].filter((name) => !given.has(name)).map((name) => `\${${name}} has no value`),
    ...[...given].filter((name) => !wanted.has(name)).map((name) => `\${${name}} is not in it`),
  ];
  if (faults.length > 0) {
    throw new TerminalError(
      'StateMachine.Placeholders',
      `the state machine's definition cannot be filled in: ${faults.join(', ')}. Give exactly the values it has places for.`,
    );
  }
  // Placeholders stand inside JSON strings, so a value's quotes and backslashes are escaped.
  const filled = text.replaceAll(PLACEHOLDER, (_, name: string) => JSON.stringify(values[name]).slice(1, -1));
  return JSON.stringify(JSON.parse(filled));
}
