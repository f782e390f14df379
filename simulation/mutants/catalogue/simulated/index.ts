import type { SimulationMutant } from '../../mutant.js';
import { calm } from './calm.js';
import { cleanUps } from './cleanUps.js';
import { endings } from './endings.js';
import { launches } from './launches.js';
import { records } from './records.js';
import { statuses } from './statuses.js';

/** Faults that only show in whole runs under faults: each breaks an invariant of the simulation. */
export const simulated: readonly SimulationMutant[] = [...launches, ...statuses, ...records, ...endings, ...cleanUps, ...calm];
