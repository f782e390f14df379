import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../src/configuration/configuration.js';
import { parseConfiguration } from '../src/configuration/readConfiguration.js';

/** What the rehearsal deploys: `rehearsal/configuration.yaml`. */
export function rehearsalConfiguration(): Configuration {
  return parseConfiguration(readFileSync(fileURLToPath(new URL('configuration.yaml', import.meta.url)), 'utf8'), 'rehearsal/configuration.yaml');
}
