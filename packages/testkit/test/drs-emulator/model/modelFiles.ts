import type { ModelExtract } from './botocoreModel.js';

const notice = `// DRS's service model (2020-02-26) as botocore VERSION has it, in data/drs/2020-02-26/service-2.json.
// Copyright Amazon.com, Inc. or its affiliates. Licensed under the Apache License, Version 2.0.
// Changed: documentation is left out, and the shapes that no operation of the emulator has.
// Written by test/drs-emulator/model/writeModel.ts.
`;

const lines = (entries: Readonly<Record<string, unknown>>): string => Object.entries(entries).map(([name, entry]) => `  ${name}: ${JSON.stringify(entry)},\n`).join('');

/** The files of `src/drs-emulator/model` that hold an extract, by their names. */
export function modelFiles(version: string, { operations, shapes }: ModelExtract): Readonly<Record<string, string>> {
  const head = notice.replace('VERSION', version);
  return {
    'drsOperations.ts': `${head}import type { OperationModel } from './serviceModel.js';

/** The botocore whose copy of the model this is. */
export const modelVersion = '${version}';

/** DRS's operations by name: all that the service has. */
export const drsOperations: Readonly<Record<string, OperationModel>> = {
${lines(operations)}};
`,
    'drsShapes.ts': `${head}import type { Shape } from './serviceModel.js';

/** The shapes of the operations that the emulator has, by name. */
export const drsShapes: Readonly<Record<string, Shape>> = {
${lines(shapes)}};
`,
  };
}
