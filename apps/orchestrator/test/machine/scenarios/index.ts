import { approvals } from './approvals.js';
import { cancel } from './cancel.js';
import { cleanUp } from './cleanUp.js';
import { failures } from './failures.js';
import { historyCost } from './historyCost.js';
import { oddAnswers } from './oddAnswers.js';
import { ordering } from './ordering.js';
import { registrations } from './registrations.js';
import type { Scenario } from './scenario.js';
import { servers } from './servers.js';
import { waits } from './waits.js';

/** All that the state machine must do. */
export const scenarios: readonly Scenario[] = [
  ...ordering, ...servers, ...waits, ...approvals, ...cancel, ...failures, ...oddAnswers, ...registrations, ...cleanUp, ...historyCost,
];
