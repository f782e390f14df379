// Writes DRS's model from the machine's botocore into src/drs-emulator/model. From packages/testkit:
//   node --conditions=@drs-orchestration/source --import tsx test/drs-emulator/model/writeModel.ts
import { writeFileSync } from 'node:fs';
import { botocoreModel } from './botocoreModel.js';
import { modelFiles } from './modelFiles.js';

const model = botocoreModel();
if ('unavailable' in model) throw new Error(`Nothing was written: ${model.unavailable}`);
const folder = new URL('../../../src/drs-emulator/model/', import.meta.url);
for (const [name, text] of Object.entries(modelFiles(model.version, model.extract))) writeFileSync(new URL(name, folder), text);
