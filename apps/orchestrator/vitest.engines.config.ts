import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../../vitest.shared.js';

/** The ways through the machine on Step Functions Local with its mock configuration: in real time (`npm run test:engines -- --compose`). */
const config: ViteUserConfig = packageTests({ suite: 'engines', include: ['test/engines/**/*.engines.ts'], testTimeout: 120_000 });
export default config;
