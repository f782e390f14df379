import type { Display, TextSink } from './display.js';
import { approvalHint } from './approvalHint.js';
import { eventLines } from './eventLines.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { verdictLines } from './verdict.js';

/**
 * Plain lines, for a pipe, a file or CI's log.
 * @param howToApprove the command that answers for a wave that pauses; absent where this process asks
 */
export function lineDisplay(out: TextSink, paint: Paint, howToApprove?: (executionId: string, waveNumber: number) => string): Display {
  const write = (lines: readonly string[]): void => lines.forEach((line) => out.write(`${line}\n`));
  return {
    show(events, view) {
      write(eventLines(printable(events), paint));
      const asked = events.some(({ Type }) => Type === 'WaveAwaitingApproval');
      if (asked && view !== undefined && howToApprove !== undefined) write(approvalHint(view, howToApprove).map((line) => `       ${line}`));
    },
    redraw: () => undefined,
    aside: (question) => question(),
    end: (_result, verdict) => write(['', ...verdictLines(printable(verdict), paint)]),
    leave: () => undefined,
  };
}
