import { randomUUID } from 'node:crypto';
import type { Identifiers } from '../ports/index.js';
import type { Adapter } from './ports.js';

/** Random identifiers of the machine's own. */
export const systemIdentifiers: Identifiers = { uuid: () => randomUUID() };

/** The port of them. */
export const randomIdentifiers: Adapter<Identifiers> = { requires: [], build: () => systemIdentifiers };
