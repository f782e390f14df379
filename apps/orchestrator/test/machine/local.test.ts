import { describe, it } from 'vitest';
import { localEngine } from './engines/localEngine.js';
import { scenarios } from './scenarios/index.js';

describe('the state machine', () => {
  for (const { title, run } of scenarios) it(title, () => run(localEngine));
});
