// Writes the OpenAPI document from the table of operations. From apps/orchestrator:
//   node --conditions=@drs-orchestration/source --import tsx openapi/write.ts
import { writeFileSync } from 'node:fs';
import { openApiDocument, recordedExamples } from './document.js';

writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(recordedExamples()), null, 2)}\n`);
