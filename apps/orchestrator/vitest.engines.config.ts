import type { ViteUserConfig } from 'vitest/config';

import { engineTests } from '../../vitest.shared.js';

/** The machine on engines that nobody here wrote: scenarios on one of this machine, ways on Step Functions Local with its mock configuration. */
const config: ViteUserConfig = engineTests({ testTimeout: 120_000 });
export default config;
