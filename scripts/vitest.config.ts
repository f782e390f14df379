import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../vitest.shared.js';

const config: ViteUserConfig = packageTests({ isolated: true, testTimeout: 60_000 });
export default config;
