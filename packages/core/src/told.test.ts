import { describe, expect, it } from 'vitest';
import { eventually, ManualClock } from '../test/manualClock.js';
import { ServiceError } from './errors.js';
import { told } from './told.js';

describe('what a service tells until a deadline', () => {
  it('is its answer, or why it refused', async () => {
    const clock = new ManualClock();
    expect(await told(clock, clock.now() + 5000, async () => 7)).toEqual({ known: true, value: 7 });
    const refused = new ServiceError({ service: 'DRS', operation: 'DescribeJobs', kind: 'DENIED', message: 'DRS DescribeJobs failed: no.' });
    expect(await told(clock, clock.now() + 5000, () => Promise.reject(refused))).toEqual({ known: false, reason: 'DRS DescribeJobs failed: no.', error: refused });
    expect(clock.sleeping).toEqual([]);
  });

  it('is not known once the time is over, which passes second by second: a busy moment of a clock that is sped up is not all of it', async () => {
    const clock = new ManualClock();
    const slept: number[] = [];
    let over = false;
    const answer = told(clock, clock.now() + 2500, () => new Promise(() => undefined)).finally(() => (over = true));
    while (!over) {
      await eventually(() => over || clock.sleeping.length > 0);
      const [next] = clock.sleeping;
      if (over || next === undefined) continue;
      slept.push(next);
      clock.advance(next);
    }
    expect(await answer).toEqual({ known: false, reason: 'There was no answer in time.' });
    expect(slept).toEqual([1000, 1000, 500]);
  });

  it('does not hide a fault of our own', async () => {
    const clock = new ManualClock();
    await expect(told(clock, clock.now() + 5000, () => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
  });
});
