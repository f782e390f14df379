import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type YAMLError } from 'yaml';
import { reasonOf } from '../errors.js';
import { parsePath } from './faultPath.js';
import type { Fault } from './plan.js';

/** Characters a file may have: more than the largest valid plan needs. */
export const maximumFileCharacters = 2_000_000;
/** How often anchors may be repeated in all; far above what people write, far below what fills a memory. */
const maximumAliases = 1_000;

/** A YAML file that could be read: its content, faults that did not hinder reading it, and where its parts stand. */
export interface YamlContent {
  readonly content: unknown;
  readonly faults: readonly Fault[];
  /** A fault by path, with the 1-based line where that path, or the nearest part around it, stands. */
  readonly withLine: (fault: Fault) => Fault;
}

/** What could be made of a YAML text. */
export type YamlReading = YamlContent | { readonly content?: never; readonly withLine?: never; readonly faults: readonly Fault[] };

const explanations: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'is indented by a tab: YAML wants blanks',
  MULTIPLE_DOCS: 'a second document begins here (---): a file holds one',
  BAD_ALIAS: 'an alias (*name) is not written as YAML wants it: put a text that begins with * in quotes',
};

/** A key as it is written: in quotes, or up to its colon, which a blank or the line's end follows. */
const writtenKey = /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?!:\s)[^\n]+?(?=[,}\]\n]|:\s|:?$))/;

const tooDeep = 'the file is nested too deeply to be read';

function syntaxFault(error: YAMLError, text: string, lines: LineCounter): Fault {
  const line = lines.linePos(error.pos[0]).line;
  if (error.code === 'DUPLICATE_KEY') {
    const key = writtenKey.exec(text.slice(error.pos[0]))?.[0].trim() ?? 'a key';
    return { path: '', line, message: `${key} is there twice: remove one` };
  }
  // The library's message ends with its own position and an excerpt.
  const [said = ''] = error.message.split(/ at line \d+|:?\n/);
  if (said.startsWith('Maximum call stack')) return { path: '', line, message: tooDeep };
  return { path: '', line, message: `is not valid YAML: ${explanations[error.code] ?? said}` };
}

function aliasFaults(document: Document, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const line = lines.linePos(alias.range?.[0] ?? 0).line;
      faults.push({ path: '', line, message: `*${alias.source} has no anchor &${alias.source} before it (a text that begins with * needs quotes)` });
    },
  });
  return faults;
}

/** The first fault of each line: what follows it there is often only its consequence. */
function onePerLine(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, index) => faults.findIndex((other) => other.line === fault.line) === index);
}

function resolved(node: unknown, document: Document): Node | undefined {
  if (!isNode(node)) return undefined;
  return isAlias(node) ? node.resolve(document) : node;
}

/** The offset of a map's member or a list's entry, and the node to look on in. */
function partOf(node: Node, segment: string | number, document: Document): { readonly at?: number; readonly next?: unknown } {
  if (isSeq(node) && typeof segment === 'number') {
    const entry = node.items[segment];
    return isNode(entry) ? { ...(entry.range ? { at: entry.range[0] } : {}), next: entry } : {};
  }
  if (!isMap(node)) return {};
  const merged: unknown[] = [];
  for (const pair of node.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    if (String(pair.key.value) === String(segment)) return { ...(pair.key.range ? { at: pair.key.range[0] } : {}), next: pair.value };
    if (pair.key.source === '<<') merged.push(...sourcesOf(resolved(pair.value, document)));
  }
  for (const source of merged) {
    const target = resolved(source, document);
    const part = target === undefined || target === node || !isMap(target) ? {} : partOf(target, segment, document);
    if (part.at !== undefined) return part;
  }
  return {};
}

const sourcesOf = (node: Node | undefined): readonly unknown[] => (isSeq(node) ? node.items : [node]);

function offsetOf(document: Document, path: string): number {
  let node = resolved(document.contents, document);
  let offset = node?.range?.[0] ?? 0;
  for (const segment of parsePath(path)) {
    if (node === undefined || !isCollection(node)) break;
    const part = partOf(node, segment, document);
    if (part.at === undefined) break;
    offset = part.at;
    node = resolved(part.next, document);
  }
  return offset;
}

const only = (message: string, line: number): YamlReading => ({ faults: [{ path: '', message, line }] });

/** Whether a value contains itself, which an alias inside its own anchor makes. */
function isCircular(value: unknown, around: Set<unknown> = new Set()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (around.has(value)) return true;
  around.add(value);
  const circular = Object.values(value).some((part) => isCircular(part, around));
  around.delete(value);
  return circular;
}

/**
 * Reads a YAML (or JSON) text: its content, or why it is none, with lines. Anchors and merge keys (`<<`) are fine;
 * what expands beyond reason is refused. `empty` is what a file without content stands for; by default that is a fault.
 */
export function readYaml(text: string, empty?: unknown): YamlReading {
  if (text.length > maximumFileCharacters) return only(`the file has ${text.length} characters: at most ${maximumFileCharacters} are read`, 1);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, merge: true, logLevel: 'error' });
    // A text of errors only can have one at each character, so a few hundred are enough to go on with.
    const errors = [...document.errors, ...document.warnings].slice(0, 500);
    // What else a text with tabs seems to have wrong are consequences.
    const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
    const faults = onePerLine((tabs.length > 0 ? tabs : errors).map((error) => syntaxFault(error, text, lines)));
    if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return { faults };
    const aliases = aliasFaults(document, lines);
    if (aliases.length > 0) return { faults: [...faults, ...aliases] };
    const content: unknown = document.toJS({ maxAliasCount: maximumAliases }) ?? empty;
    if (isCircular(content)) return only('an alias (*name) stands inside its own anchor (&name), so it would never end', 1);
    if (content === null || content === undefined) return only('the file is empty', 1);
    if (typeof content !== 'object' || Array.isArray(content)) {
      return only(`the file must be a map of keys and values, but is ${Array.isArray(content) ? 'a list' : 'a single value'}`, 1);
    }
    return {
      content,
      faults,
      withLine: (fault) => ({ ...fault, line: lines.linePos(offsetOf(document, fault.path)).line }),
    };
  } catch (error) {
    // Only here does the library tell of too many aliases and of nesting beyond the stack.
    if (error instanceof RangeError) return only(tooDeep, 1);
    const said = reasonOf(error);
    if (/excessive alias/i.test(said)) return only(`anchors are repeated more than ${maximumAliases} times in all: write out what is meant`, 1);
    return only(`is not valid YAML: ${said.split('\n')[0]}`, 1);
  }
}

/** Faults in the order of a file's lines; those without a line first. */
export function byLine(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
