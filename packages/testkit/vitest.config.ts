import type { ViteUserConfig } from 'vitest/config';

import { packageTests } from '../../vitest.shared.js';

/** Where DRS_CONTRACT_ACCOUNT names an account, that is read, and nothing else runs beside it. */
const onAws = (process.env['DRS_CONTRACT_ACCOUNT'] ?? '') !== '';
const config: ViteUserConfig = packageTests({ networkOpenedBy: 'DRS_CONTRACT_ACCOUNT', ...(onAws ? { include: ['test/drs-emulator/contract/*.test.ts'] } : {}) });
export default config;
