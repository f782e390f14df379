import { apiCases } from './apiCases.js';
import { choiceCases } from './choiceCases.js';
import type { ConformanceCase } from './conformanceCase.js';
import { dataFlowCases } from './dataFlowCases.js';
import { errorCases } from './errorCases.js';
import { intrinsicCases } from './intrinsicCases.js';
import { mapCases } from './mapCases.js';
import { parallelCases } from './parallelCases.js';
import { longDrillCases, shortDrillCases } from './recovery/drillCases.js';
import { minutesAsSeconds } from './recovery/recoveryDefinition.js';
import { taskCases } from './taskCases.js';
import { tokenCases } from './tokenCases.js';
import { waitCases } from './waitCases.js';

/** Rules of the language and of the API, each on a machine made for it. */
export const ruleCases: readonly ConformanceCase[] = [
  ...dataFlowCases, ...choiceCases, ...waitCases, ...taskCases, ...errorCases, ...tokenCases, ...apiCases, ...mapCases, ...parallelCases, ...intrinsicCases,
];

/** How long a case takes at least, in seconds of the engine. */
const secondsOf = ({ leastSeconds = 0, retryWaits = [] }: ConformanceCase): number => Math.max(leastSeconds, retryWaits.reduce((sum, wait) => sum + wait, 0));

/**
 * Every case, for an engine in real time too: drills that wait for minutes run a copy in which those are seconds.
 * The longest come first, so that none is left to be waited for when several are run at a time.
 */
export const conformanceCases: readonly ConformanceCase[] = [...longDrillCases(minutesAsSeconds), ...shortDrillCases, ...ruleCases].sort((one, other) => secondsOf(other) - secondsOf(one));
