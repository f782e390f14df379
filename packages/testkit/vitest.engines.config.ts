import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../../vitest.shared.js';

/** The conformance suite on an engine that nobody here wrote: in real time, so apart from the other tests (`npm run test:engines`). */
const config: ViteUserConfig = packageTests({ suite: 'engines', include: ['test/engines/**/*.engines.ts'], testTimeout: 300_000 });
export default config;
