// Writes the README's scenario reference and support table. From packages/testkit:
//   node --conditions=@drs-orchestration/source --import tsx test/drs-emulator/readme/writeReadme.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { readmeFile, withSections } from './readme.js';

writeFileSync(readmeFile, withSections(readFileSync(readmeFile, 'utf8')));
