import type { ViteUserConfig } from 'vitest/config';

import { engineTests } from '../../vitest.shared.js';

/** Drills on engines that nobody here wrote. */
const config: ViteUserConfig = engineTests({ testTimeout: 900_000 });
export default config;
