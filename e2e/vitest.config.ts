import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../vitest.shared.js';

/** On AWS, DRS takes the time it takes. */
const onAws = (process.env['DRS_E2E_ACCOUNT'] ?? '') !== '';
const config: ViteUserConfig = packageTests({ testTimeout: onAws ? 14_400_000 : 300_000, networkOpenedBy: 'DRS_E2E_ACCOUNT' });
export default config;
