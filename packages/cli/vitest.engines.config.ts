import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../../vitest.shared.js';

/** Drills on engines that nobody here wrote: in real time, so apart from the other tests (`npm run test:engines`). */
const config: ViteUserConfig = packageTests({ suite: 'engines', include: ['test/engines/**/*.engines.ts'], testTimeout: 900_000 });
export default config;
