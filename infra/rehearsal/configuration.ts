import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../src/configuration/configuration.js';
import { parseConfiguration } from '../src/configuration/readConfiguration.js';

/** Where the rehearsal's apps, which the CLI runs, find which account it is. */
export const accountVariable = 'DRS_REHEARSAL_ACCOUNT';

/** Where the rehearsal deploys. */
export const region = 'us-east-1';

/** What the rehearsal deploys: `rehearsal/configuration.yaml`, into the account that the AWS API says it is. */
export function rehearsalConfiguration(accountId: string | undefined): Configuration {
  const text = readFileSync(fileURLToPath(new URL('configuration.yaml', import.meta.url)), 'utf8');
  return parseConfiguration(`${text}Region: ${region}\nAccountId: "${accountId ?? ''}"\n`, 'rehearsal/configuration.yaml');
}
