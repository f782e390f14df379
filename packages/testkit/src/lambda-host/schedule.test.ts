import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manualClock.js';
import { Schedule } from './schedule.js';

describe('a schedule', () => {
  it('calls at every full interval, without waiting for the call before [B1]', async () => {
    const clock = new ManualClock(30_000);
    const calls: number[] = [];
    const schedule = new Schedule({ clock, everySeconds: 60, call: (due) => { calls.push(due / 1000); return clock.sleep(90_000); } });
    schedule.start();
    await clock.advance(200_000);
    expect(calls).toEqual([60, 120, 180]);
    schedule.stop();
    await clock.advance(600_000);
    expect([calls.length, clock.pendingSleeps]).toEqual([3, 0]);
  });

  it('is quiet while switched off and during an outage, and keeps its beat [T2.3.3] [A18]', async () => {
    const clock = new ManualClock();
    const calls: number[] = [];
    const schedule = new Schedule({ clock, everySeconds: 60, call: (due) => calls.push(due / 1000), isUp: (due) => due < 240_000 || due > 300_000 });
    schedule.start();
    await clock.advance(70_000);
    schedule.enabled = false;
    await clock.advance(60_000);
    schedule.enabled = true;
    await clock.advance(300_000);
    expect(calls).toEqual([60, 180, 360, 420]);
    schedule.stop();
  });

  it('goes on after a call that failed, and tells of it', async () => {
    const clock = new ManualClock();
    const errors: unknown[] = [];
    const schedule = new Schedule({ clock, everySeconds: 60, call: () => Promise.reject(new Error('no')), onError: (error) => errors.push((error as Error).message) });
    schedule.start();
    await clock.advance(120_000);
    expect(errors).toEqual(['no', 'no']);
    schedule.stop();
  });
});
