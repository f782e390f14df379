import type { RtoComparison } from './report.js';

/** How a comparison with the RTO target is called. */
export const rtoWords: Readonly<Record<RtoComparison['State'], string>> = { MET: 'met', MISSED: 'missed', NOT_RECOVERED: 'not met', OPEN: 'not passed yet' };
