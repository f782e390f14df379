import type { ExecutionView } from '@drs-orchestration/core';
import { createLogUpdate } from 'log-update';
import type { Display } from './display.js';
import { approvalHint } from './approvalHint.js';
import { eventLines } from './eventLines.js';
import { fit } from './fit.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { verdictLines } from './verdict.js';
import { waveTable } from './waveTable.js';
import { wrapped } from './wrap.js';

/** What a live display draws on, and what it shows of the clock. */
export interface LiveDisplayOptions {
  readonly stream: NodeJS.WriteStream;
  readonly paint: Paint;
  /** Unix seconds of the run's clock. */
  readonly now: () => number;
  /** The clock's speed in words, e.g. `300 times as fast`; absent where it is the wall's. */
  readonly speed?: string;
  /** What Ctrl-C does, e.g. `Ctrl-C cancels the run`. */
  readonly footer: string;
  /** How a wave that pauses is answered; absent where the display's own process asks. */
  readonly howToApprove?: (executionId: string, waveNumber: number) => string;
}

/** A command that is longer than the terminal is wide, in several lines: cut, it would be of no use. */
function folded(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (let rest = line; rest !== ''; rest = rest.slice(columns)) lines.push(rest.slice(0, columns));
  return lines;
}

/** Rows that are not for waves: blank line, heading, blank line, latest event, footer, and the cursor's own. */
const otherRows = 6;
/** Where an event's text begins, after its time `00:00`. */
const textColumn = 7;
/** Events that are shown again when the terminal's size has changed. */
const remembered = 100;

/**
 * A terminal's display: events go by above, and below them stands the state of the run, drawn anew, with the latest
 * event in its last line but one. It takes no more rows and columns than there are, and starts afresh on a resize.
 */
export function liveDisplay(options: LiveDisplayOptions): Display {
  const { stream, paint, now, speed, footer } = options;
  let area = createLogUpdate(stream);
  let view: ExecutionView | undefined;
  let aside = false;
  let over = false;
  const log: string[] = [];
  const width = (): number => Math.max(20, (stream.columns ?? 80) - 1);
  const height = (): number => stream.rows ?? 24;

  const frame = (shown: ExecutionView): readonly string[] => {
    const answer = options.howToApprove === undefined ? [] : approvalHint(shown, options.howToApprove).flatMap((line) => folded(`  ${line}`, width())).map((line) => paint('doubtful', line));
    const table = waveTable(shown, { now: now(), width: width(), rows: Math.max(1, height() - otherRows - answer.length), paint, ...(speed === undefined ? {} : { speed }) });
    return ['', ...table, '', ...answer, `  ${log.at(-1) ?? ''}`, paint('quiet', `  ${footer}`)].map((line) => fit(line, width()));
  };
  const draw = (): void => {
    if (view !== undefined && !aside && !over) area(frame(view).join('\n'));
  };
  const onResize = (): void => {
    if (view === undefined || aside || over) return;
    // The terminal has moved what was drawn, so nobody knows where it is: begin with an empty screen.
    stream.write('\u001b[2J\u001b[H');
    area = createLogUpdate(stream);
    const room = Math.max(0, height() - frame(view).length - 1);
    for (const line of room === 0 ? [] : log.slice(-room)) stream.write(`${fit(line, width())}\n`);
    draw();
  };
  stream.on('resize', onResize);
  const leave = (): void => {
    if (over) return;
    over = true;
    stream.off('resize', onResize);
    area.clear();
    area.done();
  };

  return {
    show(events, seen) {
      if (over) return;
      view = seen === undefined ? view : printable(seen);
      const lines = eventLines(printable(events), paint);
      log.push(...lines);
      log.splice(0, log.length - remembered);
      if (lines.length > 0) {
        if (!aside) area.clear();
        for (const line of lines.flatMap((one) => wrapped(one, width(), textColumn))) stream.write(`${line}\n`);
      }
      draw();
    },
    redraw: draw,
    async aside(question) {
      area.clear();
      area.done();
      aside = true;
      try {
        return await question();
      } finally {
        aside = false;
        draw();
      }
    },
    end(_result, verdict) {
      leave();
      stream.write(`\n${verdictLines(printable(verdict), paint).join('\n')}\n`);
    },
    leave,
  };
}
