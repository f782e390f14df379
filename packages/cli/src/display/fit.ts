import stringWidth from 'string-width';

const colour = /(\u001b\[[0-9;]*m)/u;
const graphemes = new Intl.Segmenter();

/** A painted line cut to so many columns, ending in … where something is missing; colours are closed as they were opened. */
export function fit(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let room = Math.max(0, columns - 1);
  let cut = '';
  let full = false;
  for (const part of line.split(colour)) {
    if (colour.test(part)) {
      cut += part;
      continue;
    }
    for (const { segment } of full ? [] : graphemes.segment(part)) {
      const width = stringWidth(segment);
      if (width > room) {
        full = true;
        cut += '…';
        break;
      }
      room -= width;
      cut += segment;
    }
  }
  return cut;
}

/** A text filled up with blanks to so many columns, or cut to them. */
export function column(text: string, columns: number): string {
  const fitted = fit(text, columns);
  return fitted + ' '.repeat(Math.max(0, columns - stringWidth(fitted)));
}
