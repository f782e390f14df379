import { unixSeconds, type Clock, type ExecutionView } from '@drs-orchestration/core';
import { createLogUpdate } from 'log-update';
import type { Display } from './display.js';
import { eventLines } from './eventLines.js';
import type { Paint } from './paint.js';
import { verdictLines } from './verdict.js';
import { waveTable } from './waveTable.js';

/** What a live display draws on, and what it shows of the clock. */
export interface LiveDisplayOptions {
  readonly stream: NodeJS.WriteStream;
  readonly paint: Paint;
  readonly clock: Pick<Clock, 'now'>;
  /** The clock's speed in words, e.g. `300 times as fast`. */
  readonly speed: string;
}

/** A terminal's display: a log of events above, and below it the state of the run, drawn anew. */
export function liveDisplay({ stream, paint, clock, speed }: LiveDisplayOptions): Display {
  const area = createLogUpdate(stream);
  let view: ExecutionView | undefined;
  let aside = false;
  const draw = (): void => {
    if (view === undefined || aside) return;
    const rows = waveTable(view, unixSeconds(clock), speed, stream.columns ?? 80, paint);
    // Rows that would not fit would be left behind at each redraw.
    const most = Math.max(3, (stream.rows ?? 24) - 4);
    const shown = rows.length <= most ? rows : [...rows.slice(0, most - 1), paint('quiet', `  … and ${rows.length - most + 1} more waves`)];
    area(['', ...shown, paint('quiet', '  Ctrl-C cancels the run')].join('\n'));
  };
  return {
    show(events, seen) {
      view = seen ?? view;
      const lines = eventLines(events, paint);
      if (lines.length > 0) {
        area.clear();
        for (const line of lines) stream.write(`${line}\n`);
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
      area.clear();
      area.done();
      stream.write(`\n${verdictLines(verdict, paint).join('\n')}\n`);
    },
    leave() {
      area.clear();
      area.done();
    },
  };
}
