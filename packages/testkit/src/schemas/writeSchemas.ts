// Writes the JSON Schemas for editors into the repository's `schemas` folder. From packages/testkit:
//   node --conditions=@drs-orchestration/source --import tsx src/schemas/writeSchemas.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { editorSchemas } from './editorSchemas.js';

const folder = new URL('../../../../schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(editorSchemas())) writeFileSync(new URL(name, folder), text);
