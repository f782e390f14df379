import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../vitest.shared.js';

/** Packs and installs what is published: apart from the other tests (`npm run test:packages`), because it takes long. */
const config: ViteUserConfig = packageTests({ suite: 'packages', include: ['test/**/*.packages.ts'], testTimeout: 300_000 });
export default config;
