import type { Connection } from '../src/aws/clients.js';
import type { ManualClock } from './manualClock.js';

/** A connection on a manual clock with keys of its own. */
export function connectionOn(clock: ManualClock, environment: Readonly<Record<string, string>> = {}): Connection {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDOWN', AWS_SECRET_ACCESS_KEY: 'own' };
  return { clock, environment: { ...keys, ...environment }, region: 'us-east-1' };
}
