import { conditionCases } from './contract/conditions.js';
import { queryCases } from './contract/queries.js';
import { scanCases } from './contract/scans.js';
import type { ContractCase } from './contract/subject.js';
import { transactionCases } from './contract/transactions.js';
import { valueCases } from './contract/values.js';

export type { ContractCase, ContractSubject } from './contract/subject.js';

/**
 * What every ItemStore must do, free of any test runner:
 * `for (const { title, holds } of itemStoreContract) it(title, () => holds(subject))`.
 */
export const itemStoreContract: readonly ContractCase[] = [...valueCases, ...conditionCases, ...transactionCases, ...queryCases, ...scanCases];
