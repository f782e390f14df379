import { describe, expect, it } from 'vitest';
import { reactionsRun, type WallPacer } from '../clock/wallPacer.js';
import { pacedClock } from './pacedClock.js';

/** A wall that a test moves; `asked` are the waits that were asked of it, in milliseconds. */
function wall(): { readonly pacer: WallPacer; readonly asked: number[]; readonly pass: (milliseconds: number) => void; readonly waiting: () => number } {
  let now = 5000;
  const asked: number[] = [];
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  const pacer: WallPacer = {
    now: () => now,
    after(milliseconds, _keepsAlive, callback) {
      asked.push(milliseconds);
      const timer = { due: now + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    afterReactions: () => () => undefined,
  };
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    for (const timer of [...timers].filter(({ due }) => due <= now)) {
      timers.delete(timer);
      timer.callback();
    }
  };
  return { pacer, asked, pass, waiting: () => timers.size };
}

describe('a paced clock', () => {
  it('runs so many times as fast as the wall, from where it starts, whoever holds it', async () => {
    const { pacer, pass } = wall();
    const clock = pacedClock(10, { pacer, startAt: 1_000_000 });
    expect(clock.now()).toBe(1_000_000);
    await clock.standingStill(async () => pass(1500));
    expect(clock.now()).toBe(1_015_000);
    await clock.letTimePass(async () => pass(0.05));
    expect(clock.now()).toBe(1_015_000);
    pass(0.05);
    expect(clock.now()).toBe(1_015_001);
  });

  it('wakes who sleeps after that much of its own time, in timers that Node can hold', async () => {
    const { pacer, pass, asked } = wall();
    const clock = pacedClock(0.5, { pacer, startAt: 0 });
    const asleep = clock.sleep(2 ** 31);
    for (const timer of [2 ** 31 - 1, 2 ** 31 - 1, 2]) {
      pass(timer);
      await reactionsRun();
    }
    await asleep;
    expect(asked).toEqual([2 ** 31 - 1, 2 ** 31 - 1, 2]);
  });

  it('wakes who gives up, and leaves no timer behind', async () => {
    const { pacer, waiting } = wall();
    const clock = pacedClock(1, { pacer, startAt: 0 });
    const gone = new AbortController();
    const asleep = clock.sleep(60_000, gone.signal);
    gone.abort(new Error('gone'));
    await expect(asleep).rejects.toThrow('gone');
    expect(waiting()).toBe(0);
    await expect(clock.sleep(1, gone.signal)).rejects.toThrow('gone');
  });
});
