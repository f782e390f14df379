import { readFileSync } from 'node:fs';
import { editorSchemas } from '../../../src/schemas/editorSchemas.js';
import { scenarioReference, type JsonSchema } from './scenarioReference.js';
import { supportTable } from './supportTable.js';

/** The package's README. */
export const readmeFile: URL = new URL('../../../README.md', import.meta.url);

/** The JSON Schema of a scenario file. */
export function scenarioSchemaOf(): JsonSchema {
  return JSON.parse(editorSchemas()['scenario.schema.json'] ?? '{}') as JsonSchema;
}

/** The sections of the README that are written by writeReadme.ts, by their names. */
export function generatedSections(): Readonly<Record<string, string>> {
  return { 'scenario reference': scenarioReference(scenarioSchemaOf()), 'support table': supportTable() };
}

const fence = (name: string): RegExp => new RegExp(`(<!-- ${name}: [^\\n]* -->\\n)[^]*?(<!-- end of ${name} -->)`);

/** A README with its generated sections as they must be. @throws where a section's marks are missing. */
export function withSections(readme: string): string {
  return Object.entries(generatedSections()).reduce((text, [name, section]) => {
    if (!fence(name).test(text)) throw new Error(`README.md has no marks of the section "${name}"`);
    return text.replace(fence(name), (_all, begin: string, end: string) => `${begin}${section}${end}`);
  }, readme);
}

/** A piece of code in the README: what it is for, after the language (```js drill), and itself. */
export interface Snippet {
  readonly language: string;
  readonly title: string;
  readonly code: string;
}

/** All fenced pieces of code of the README, in their order. */
export function snippets(): readonly Snippet[] {
  return [...readFileSync(readmeFile, 'utf8').matchAll(/^```(\w+) ?([^\n]*)\n([^]*?)^```$/gm)].map(([, language = '', title = '', code = '']) => ({ language, title, code }));
}

/** The piece of code of a language and title. @throws where there is not exactly one. */
export function snippet(language: string, title: string): string {
  const [found, ...more] = snippets().filter((each) => each.language === language && each.title === title);
  if (found === undefined || more.length > 0) throw new Error(`README.md has ${more.length + (found === undefined ? 0 : 1)} pieces of ${language} called "${title}"`);
  return found.code;
}
