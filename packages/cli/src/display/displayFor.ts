import type { CommandContext } from '../commandContext.js';
import type { Display } from './display.js';
import { jsonDisplay } from './jsonDisplay.js';
import { lineDisplay } from './lineDisplay.js';
import { liveDisplay } from './liveDisplay.js';
import { noPaint, terminalPaint, wantsColor, type Paint } from './paint.js';

/** What a run's display is chosen by. */
export interface DisplayChoice {
  readonly json: boolean;
  /** Unix seconds of the run's clock. */
  readonly now: () => number;
  readonly speed?: string;
  readonly footer: string;
  readonly howToApprove?: (executionId: string, waveNumber: number) => string;
}

/** JSON lines where they are asked for, a live display on a terminal, else plain lines. */
export function displayFor({ json, ...live }: DisplayChoice, { terminal: { stdout }, environment }: Pick<CommandContext, 'terminal' | 'environment'>): Display {
  if (json) return jsonDisplay(stdout);
  const paint = paintFor(stdout, environment);
  if (stdout.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI']) return liveDisplay({ stream: stdout, paint, ...live });
  return lineDisplay(stdout, paint, live.howToApprove);
}

/** The colours that a stream wants. */
export function paintFor(stream: { readonly isTTY?: boolean }, environment: CommandContext['environment']): Paint {
  return wantsColor(stream, environment) ? terminalPaint() : noPaint;
}
