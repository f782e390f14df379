import { planFileSchema } from '@drs-orchestration/core';
import * as z from 'zod';
import { scenarioSchema } from '../scenario/scenarioSchema.js';

function editorSchema(schema: z.ZodType): string {
  // Editors' YAML support reads draft 7; `input` is what people write, before defaults.
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}

/** The JSON Schemas for editors, by file name in the repository's `schemas` folder: made from those that check the files. */
export function editorSchemas(): Readonly<Record<string, string>> {
  return { 'plan.schema.json': editorSchema(planFileSchema), 'scenario.schema.json': editorSchema(scenarioSchema) };
}
