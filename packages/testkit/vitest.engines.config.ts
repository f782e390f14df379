import type { ViteUserConfig } from 'vitest/config';

import { engineTests } from '../../vitest.shared.js';

/** The conformance suite on an engine that nobody here wrote. */
const config: ViteUserConfig = engineTests({ testTimeout: 300_000 });
export default config;
