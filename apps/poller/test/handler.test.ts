import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/poller.js';
import { executionId, launching, server, start, World } from './world.js';

describe('the poller\'s factory', () => {
  const given = async (): Promise<{ world: World; handler: ReturnType<typeof createHandler> }> => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    return { world, handler: createHandler({ clock: world.clock, environment: {}, ports: world.context }) };
  };

  it('polls with the clock and ports it is given', async () => {
    const { world, handler } = await given();
    expect(await world.clock.run(() => handler({ ExecutionId: executionId, NextPollTime: start }))).toMatchObject({ ExecutionId: executionId, Outcome: 'POLLED' });
    expect(await world.clock.run(() => handler({ ExecutionId: executionId }))).toMatchObject({ Outcome: 'TAKEN' });
  });

  it.each([{}, { ExecutionId: '' }, { ExecutionId: 7 }, undefined])('refuses an event it does not know (%j), naming what is wrong', async (event) => {
    const { handler } = await given();
    const failure = await Promise.resolve().then(() => handler(event)).then(() => undefined, (error: Error) => error);
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'UnknownEvent' });
  });
});
