import type { Display, TextSink } from './display.js';

/** One JSON object a line: each event, and last the result. */
export function jsonDisplay(out: TextSink): Display {
  const line = (value: object): void => out.write(`${JSON.stringify(value)}\n`);
  return {
    show: (events) => events.forEach(line),
    redraw: () => undefined,
    aside: (question) => question(),
    end: (result) => line(result),
    leave: () => undefined,
  };
}
