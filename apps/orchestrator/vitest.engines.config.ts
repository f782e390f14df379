import type { ViteUserConfig } from 'vitest/config';

import { engineTests } from '../../vitest.shared.js';

/** The ways through the machine on Step Functions Local with its mock configuration. */
const config: ViteUserConfig = engineTests({ testTimeout: 120_000 });
export default config;
