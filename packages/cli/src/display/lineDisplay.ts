import type { Display, TextSink } from './display.js';
import { eventLines } from './eventLines.js';
import type { Paint } from './paint.js';
import { verdictLines } from './verdict.js';

/** Plain lines, for a pipe, a file or CI's log. */
export function lineDisplay(out: TextSink, paint: Paint): Display {
  const write = (lines: readonly string[]): void => lines.forEach((line) => out.write(`${line}\n`));
  return {
    show: (events) => write(eventLines(events, paint)),
    redraw: () => undefined,
    aside: (question) => question(),
    end: (_result, verdict) => write(['', ...verdictLines(verdict, paint)]),
    leave: () => undefined,
  };
}
