import { differentIds } from '../input.js';
import type { Operation } from '../operation.js';
import { jobAnswer } from './jobAnswer.js';

/** TerminateRecoveryInstances: a job that ends 1 to 200 recovery instances, after which DRS does not know them any more. */
export const terminateRecoveryInstances: Operation = (emulator, input) => ({
  job: jobAnswer(emulator, emulator.startTermination(differentIds(input, 'recoveryInstanceIDs'))),
});
