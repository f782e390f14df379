import { afterAll, beforeAll, describe, it } from 'vitest';
import { engineIsGiven } from '../../../../scripts/run/enginesResults.mjs';
import { ThirdPartyEngine } from '../machine/engines/thirdPartyEngine.js';
import { scenarios } from '../machine/scenarios/index.js';

/** It starts an engine of its own; one that is given is held to the conformance suite, which drills the same machine. */
const elsewhere = engineIsGiven(process.env) ? 'it runs on the engine of this machine, and another is given' : undefined;
let engine: ThirdPartyEngine | string | undefined;

beforeAll(async () => {
  engine = elsewhere ?? (await ThirdPartyEngine.start());
});
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
