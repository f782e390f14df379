import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { softwareVersion } from './softwareVersion.js';

it('is the version of the package', () => {
  expect(softwareVersion).toBe((JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version);
});
