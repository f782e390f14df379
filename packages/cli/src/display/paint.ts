import pc from 'picocolors';

/** How good or bad something is, as its colour says. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'busy' | 'quiet' | 'plain';

/** Colours a text for its tone. */
export type Paint = (tone: Tone, text: string) => string;

/** No colours at all. */
export const noPaint: Paint = (_tone, text) => text;

/** The colours of a terminal. */
export function terminalPaint(): Paint {
  const colors = pc.createColors(true);
  const byTone: Readonly<Record<Tone, (text: string) => string>> = {
    good: colors.green,
    bad: colors.red,
    doubtful: colors.yellow,
    busy: colors.cyan,
    quiet: colors.dim,
    plain: (text) => text,
  };
  return (tone, text) => byTone[tone](text);
}

/** Whether a stream wants colours: NO_COLOR and FORCE_COLOR decide, else whether it is a terminal. */
export function wantsColor(stream: { readonly isTTY?: boolean }, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment['NO_COLOR']) return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

const tones: Readonly<Record<string, Tone>> = {
  COMPLETED: 'good', LAUNCHED: 'good', TERMINATED: 'good', PASSED: 'good', APPROVED: 'good',
  PARTIAL: 'doubtful', WARNING: 'doubtful', SKIPPED: 'doubtful', CANCELLED: 'doubtful', CANCELLING: 'doubtful', AWAITING_APPROVAL: 'doubtful',
  FAILED: 'bad', TIMEOUT: 'bad', REJECTED: 'bad',
  LAUNCHING: 'busy', PENDING: 'busy', STARTED: 'busy', IN_PROGRESS: 'busy', POLLING: 'busy', RUNNING: 'busy',
  NOT_STARTED: 'quiet',
};

/** The tone of a status word. */
export function toneOf(status: string): Tone {
  return tones[status] ?? 'plain';
}
