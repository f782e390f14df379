// Writes the API reports anew; what is different is then seen in the review. `npm run api:report` builds first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { apiReports } from './apiReport.js';
import { root } from './checkout.js';

for (const { file, text } of apiReports()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(relative(root, file));
}
