import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/finder.js';
import { World } from './world.js';

describe('the finder\'s factory', () => {
  it('runs with the clock and ports it is given, whatever event calls it', async () => {
    const world = new World();
    await world.given('e-1', 'POLLING', { NextPollTime: 0 });
    const handler = createHandler({ clock: world.clock, environment: {}, ports: world.context });
    const summary = await world.clock.run(() => handler({ source: 'aws.scheduler' }));
    expect(summary).toMatchObject({ executions: ['e-1'], failed: 0 });
    expect(world.calls('e-1').length).toBeGreaterThan(0);
  });
});
