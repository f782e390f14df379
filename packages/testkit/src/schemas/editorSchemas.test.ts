import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editorSchemas } from './editorSchemas.js';

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>>; readonly required?: readonly string[]; readonly oneOf?: unknown }>>;
}
const schema = (name: string): Schema => JSON.parse(editorSchemas()[name] ?? '{}') as Schema;

describe('the JSON Schemas for editors', () => {
  it.each(Object.entries(editorSchemas()))('%s in the repository is what the checks of today make (else run src/schemas/writeSchemas.ts)', (name, text) => {
    expect(readFileSync(new URL(`../../../../schemas/${name}`, import.meta.url), 'utf8')).toBe(text);
  });

  it('ask of a plan for nothing that has a default', () => {
    const plan = schema('plan.schema.json');
    expect(plan.required).toEqual(['PlanName', 'Region', 'Waves']);
    expect(plan.definitions['Wave']?.required).toEqual(['WaveNumber', 'WaveName']);
    expect(plan.definitions['Wave']?.oneOf).toEqual([{ required: ['ServerIds'] }, { required: ['ProtectionGroupId'] }]);
  });

  it('ask of a scenario for nothing at all', () => {
    expect(schema('scenario.schema.json').required).toBeUndefined();
  });
});
