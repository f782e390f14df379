// Records the examples of the OpenAPI document: what the running API answers to the requests of its tests. From apps/orchestrator:
//   node --conditions=@drs-orchestration/source --import tsx test/openapi/writeExamples.ts
// then write the document: openapi/write.ts.
import { writeFileSync } from 'node:fs';
import { recordExamples } from './recordExamples.js';

writeFileSync(new URL('../../openapi/examples.json', import.meta.url), `${JSON.stringify(await recordExamples(), null, 2)}\n`);
