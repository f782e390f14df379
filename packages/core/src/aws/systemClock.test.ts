import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offsetFromSystem, systemClock } from './systemClock.js';

const day = 86_400_000;

describe('the system’s clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) }));
  afterEach(() => void vi.useRealTimers());

  it('tells the machine’s time, and is not ahead of itself', () => {
    expect(systemClock.now()).toBe(Date.UTC(2026, 10, 21));
    expect(offsetFromSystem(systemClock)).toBe(0);
    expect(offsetFromSystem({ now: () => Date.UTC(2026, 10, 22) })).toBe(day);
  });

  it.each([1_500, 30 * day])('sleeps exactly as long as asked (%i ms), longer than one timer can too', async (milliseconds) => {
    let awake = false;
    const sleep = systemClock.sleep(milliseconds).then(() => (awake = true));
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleep;
    expect(awake).toBe(true);
  });

  it('a sleep ends with the signal’s reason, at once, and leaves no timer', async () => {
    const reason = new Error('cancelled');
    const giveUp = new AbortController();
    const sleep = systemClock.sleep(5_000, giveUp.signal);
    giveUp.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    await expect(systemClock.sleep(5_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a sleep of no time is over at once', async () => {
    await systemClock.sleep(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('standing still is running the work: its answer, its error', async () => {
    expect(await systemClock.standingStill(async () => 7)).toBe(7);
    await expect(systemClock.standingStill(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
