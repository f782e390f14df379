import type { ExecutionHeader, ExpectedSettle, WaveRecord } from '../execution/records.js';
import { pollIntervalSeconds } from './phase.js';

/** The least between two polls (the finder's between two sweeps): where a launch is about to be over. Seconds. */
const closeSeconds = 5;
/** The same while it may be, but hardly is yet. */
const wideSeconds = 10;

/**
 * When the launch that will be over next is expected to be so: DRS is asked often then, and seldom before. From the
 * servers that are IN_PROGRESS, when that was first seen, and how long it took in earlier runs (`ExpectedInProgress`);
 * undefined where nothing is known, or what was expected is over.
 * @param now Unix seconds.
 */
export function expectedSettle(waves: readonly WaveRecord[], now: number): ExpectedSettle | undefined {
  const windows = waves.flatMap((wave) => {
    const expected = wave.ExpectedInProgress;
    if (expected === undefined) return [];
    return wave.Servers.flatMap((server) => {
      const since = server.Status === 'IN_PROGRESS' ? server.TransitionHistory.findLast(({ Status }) => Status === 'IN_PROGRESS')?.At : undefined;
      if (since === undefined) return [];
      const middle = since + expected.Seconds;
      // From two standard deviations early, which is all of an even spread, to four late: what is still running then is
      // about to be over, and few runs tell their spread badly.
      const window = { From: Math.floor(middle - 2 * expected.Spread), To: Math.ceil(middle + 4 * expected.Spread) };
      return window.To <= now ? [] : [window];
    });
  });
  return windows.sort((a, b) => a.To - b.To || a.From - b.From)[0];
}

/**
 * When to poll again (Unix seconds): after the phase's interval at most (design section 7), sooner where a launch is
 * expected to be over before that.
 * @param due when this poll was due. @param now when it is made.
 */
export function pollAgainAt(header: Pick<ExecutionHeader, 'Phase' | 'ExpectedSettle'>, due: number, now: number): number {
  const longest = pollIntervalSeconds[header.Phase ?? 'STARTED'];
  const { From, To } = header.ExpectedSettle ?? { From: Infinity, To: Infinity };
  if (now < From) return now + Math.min(longest, Math.max(closeSeconds, From - now));
  if (now >= To) return now + longest;
  // The longer a launch has gone on, the likelier it is to be over at any moment: half a deviation before the mean.
  const likely = now >= From + (To - From) / 4;
  // Counted from when it was due: the finder sweeps every 5 s, and what is due a moment after a sweep waits for the next.
  const from = now - due < closeSeconds ? Math.min(due, now) : now;
  return from + Math.min(longest, likely ? closeSeconds : wideSeconds);
}
