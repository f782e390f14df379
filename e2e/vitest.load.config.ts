import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../vitest.shared.js';

/** Many runs at once on a real DynamoDB emulator: apart from the other tests (`npm run test:load`), because they take long. */
const config: ViteUserConfig = packageTests({ suite: 'load', include: ['test/load/**/*.load.ts'], testTimeout: 900_000 });
export default config;
