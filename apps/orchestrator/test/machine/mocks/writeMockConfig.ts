// Writes Step Functions Local's mock configuration from the cases. From apps/orchestrator:
//   node --conditions=@drs-orchestration/source --import tsx test/machine/mocks/writeMockConfig.ts
import { writeFileSync } from 'node:fs';
import { mockConfigFile, mockConfigText } from './mockConfig.js';

writeFileSync(mockConfigFile, mockConfigText());
