export type { ContractCase, DrsContractSubject, DrsLaunchSubject } from './contractCase.js';
export { launchCases } from './launches.js';
export { readCases } from './reads.js';
