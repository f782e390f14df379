import stringWidth from 'string-width';

const colour = /(\u001b\[[0-9;]*m)/u;
const graphemes = new Intl.Segmenter();

/**
 * A painted line in lines of so many columns at most, broken between words; only a word that is longer than a line is
 * broken in itself.
 * @param indent columns by which all lines but the first are indented
 */
export function wrapped(line: string, columns: number, indent: number): readonly string[] {
  const lines: string[] = [];
  const margin = ' '.repeat(Math.min(indent, Math.floor(columns / 2)));
  let current = '';
  let gap = '';
  for (const part of line.split(/( +)/u).flatMap((word) => pieces(word, columns - margin.length))) {
    if (/^ +$/u.test(part)) gap = part;
    else if (current === '' || stringWidth(current + gap + part) <= columns) [current, gap] = [current + gap + part, ''];
    else {
      lines.push(current);
      [current, gap] = [margin + part, ''];
    }
  }
  return [...lines, current];
}

/** A word in pieces that fit into a line. */
function pieces(word: string, columns: number): readonly string[] {
  if (stringWidth(word) <= columns || /^ +$/u.test(word)) return [word];
  const all: string[] = [];
  let piece = '';
  for (const part of word.split(colour)) {
    for (const segment of colour.test(part) ? [part] : Array.from(graphemes.segment(part), (one) => one.segment)) {
      if (stringWidth(piece + segment) > columns) {
        all.push(piece);
        piece = '';
      }
      piece += segment;
    }
  }
  return [...all, piece];
}
