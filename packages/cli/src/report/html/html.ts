import { visibleText } from '../visibleText.js';

/** Text that is HTML already; everything else is escaped where it is put into a template. */
export class Html {
  readonly text: string;

  /** @param text markup that is known to be safe: a template's, never anybody's input. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes. Lists are joined; false and undefined are nothing. */
export type HtmlPart = string | number | Html | false | undefined | readonly HtmlPart[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text with all that HTML would read as markup escaped, for contents and quoted attributes alike. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A template of HTML: what is put into it is escaped, and made visible, unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.reduce((text, string, index) => `${text}${rendered(parts[index - 1])}${string}`));
}

function rendered(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(visibleText(String(part)));
  return part.map(rendered).join('');
}
