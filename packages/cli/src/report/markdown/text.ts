import { visibleLine } from '../visibleText.js';

/** What Markdown, its tables and GitHub's mentions and links would read as markup, wherever it stands in a line. */
const marks = /[\\`*_[\]<>#|&~$@!]/g;

/** A text of somebody else's in one line of Markdown, each character as it is. */
export function text(value: string): string {
  return visibleLine(value)
    .replace(marks, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : mark === '&' ? '&amp;' : `\\${mark}`))
    .replaceAll('://', ':\\/\\/')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    // A list or a rule begins only where a line does.
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** An id in a code span, where it is made of what ids are made of; else as any text. */
export function id(value: string): string {
  return /^[\w.:/@+=,-]+$/.test(value) ? `\`${value}\`` : text(value);
}

/** A table. Cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list of facts. Values are Markdown already. */
export function facts(entries: readonly (readonly [string, string])[]): string {
  return table(['', ''], entries);
}
