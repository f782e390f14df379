import { describe, expect, it } from 'vitest';
import { ManualClock } from './manualClock.js';
import { reactionsRun } from './wallPacer.js';

describe('a clock moved by hand', () => {
  it('moves only when it is advanced, and fires what falls due in order, each at its own time', async () => {
    const clock = new ManualClock(1_000);
    const seen: [string, number][] = [];
    void clock.sleep(30).then(() => seen.push(['c', clock.now()]));
    void clock.sleep(10).then(async () => {
      seen.push(['a', clock.now()]);
      await clock.sleep(5);
      seen.push(['b', clock.now()]);
    });
    await reactionsRun();
    expect(seen).toEqual([]);
    await clock.advance(29);
    expect(seen).toEqual([['a', 1_010], ['b', 1_015]]);
    expect([clock.now(), clock.pendingSleeps, clock.dues]).toEqual([1_029, 1, [1_030]]);
    await clock.advance(1);
    expect(seen.at(-1)).toEqual(['c', 1_030]);
  });

  it('awaits work in flight before it fires the next timer', async () => {
    const clock = new ManualClock();
    const seen: string[] = [];
    void clock.sleep(10).then(() =>
      clock.standingStill(async () => {
        for (let turn = 0; turn < 10; turn += 1) await reactionsRun();
        seen.push(`request ${clock.now()}`);
      }),
    );
    void clock.sleep(20).then(() => seen.push(`timer ${clock.now()}`));
    await clock.advance(20);
    expect(seen).toEqual(['request 10', 'timer 20']);
  });

  it('rejects an aborted sleep with the reason', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const asleep = clock.sleep(10, controller.signal);
    controller.abort(new Error('enough'));
    await expect(asleep).rejects.toThrow('enough');
    expect(clock.pendingSleeps).toBe(0);
  });
});
