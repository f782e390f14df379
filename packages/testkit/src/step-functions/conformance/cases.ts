import { choiceCases } from './choiceCases.js';
import type { ConformanceCase } from './conformanceCase.js';
import { dataFlowCases } from './dataFlowCases.js';
import { errorCases } from './errorCases.js';
import { intrinsicCases } from './intrinsicCases.js';
import { mapCases } from './mapCases.js';
import { parallelCases } from './parallelCases.js';
import { recoveryCases } from './recoveryCases.js';
import { taskCases } from './taskCases.js';
import { tokenCases } from './tokenCases.js';
import { waitCases } from './waitCases.js';

/** Every rule of the conformance suite. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...dataFlowCases, ...choiceCases, ...waitCases, ...taskCases, ...errorCases, ...tokenCases, ...mapCases, ...parallelCases, ...intrinsicCases, ...recoveryCases,
];
