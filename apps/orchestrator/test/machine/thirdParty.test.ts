import { afterAll, beforeAll, describe, it } from 'vitest';
import { ThirdPartyEngine } from './engines/thirdPartyEngine.js';
import { scenarios } from './scenarios/index.js';

let engine: ThirdPartyEngine | string | undefined;

beforeAll(async () => {
  engine = await ThirdPartyEngine.start();
}, 120_000);
afterAll(async () => {
  if (typeof engine === 'object') await engine.close();
}, 30_000);

describe('the state machine on an engine that nobody here wrote', () => {
  for (const { title, run, inRealTime } of scenarios) {
    if (inRealTime !== true) continue;
    it.concurrent(title, { timeout: 240_000 }, async (context) => {
      if (typeof engine !== 'object') return context.skip(engine ?? 'it did not start');
      await run(engine);
    });
  }
});
