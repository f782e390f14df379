import { readFileSync } from 'node:fs';
import { softwareVersion } from '@drs-orchestration/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import type * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { openApiDocument, recordedExamples } from '../../openapi/document.js';
import { describesWhatIsServed, type Differing, type operations } from '../../openapi/operations.js';
import { routes } from '../../src/requests/routes.js';
import { recordExamples } from './recordExamples.js';

const committed = readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(committed) as { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>> };

describe('the OpenAPI document', () => {
  it('is what the table of operations makes today (else run openapi/write.ts)', () => {
    expect(`${JSON.stringify(openApiDocument(recordedExamples()), null, 2)}\n`).toBe(committed);
  });

  it('shows what the API answers today (else run test/openapi/writeExamples.ts, then openapi/write.ts)', async () => {
    expect(await recordExamples()).toEqual(recordedExamples());
  });

  it('shows a release its own version, without a new recording', () => {
    const later = openApiDocument(recordedExamples('99.9.9'));
    const shown = [...JSON.stringify(later).matchAll(/"SoftwareVersion":"([^"]*)"/g)].map(([, version]) => version);
    expect(new Set(shown)).toEqual(new Set(['99.9.9']));
    expect(later['info']).toMatchObject({ version: softwareVersion });
    expect(JSON.stringify(recordedExamples())).toContain(`"SoftwareVersion":"${softwareVersion}"`);
  });

  it('is OpenAPI 3.1, by a validator nobody here wrote', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const valid = await new Validator().validate(JSON.parse(committed) as Record<string, unknown>);
    expect(valid.errors ?? []).toEqual([]);
    expect(valid.valid).toBe(true);
    // That validator does notice.
    const spoilt = JSON.parse(committed.replace('"operationId"', '"operationID"').replace('"in": "query"', '"in": "body"')) as Record<string, unknown>;
    expect((await new Validator().validate(spoilt)).valid).toBe(false);
  });

  it('has each operation of the table once, by its method and path, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`));
    expect([...described].sort()).toEqual(routes.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`).sort());
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  it('cannot differ from what the operations serve, in status or in any key: that does not compile', () => {
    type With<Changed extends z.ZodType> = Differing<Omit<typeof operations, 'startExecution'> & { readonly startExecution: { readonly status: 202; readonly says: string; readonly answer: Changed; readonly problems: readonly [] } }>;
    const right: With<z.ZodObject<{ ExecutionId: z.ZodString }>>[] = [];
    // @ts-expect-error a key more, though it may be left out
    const more: [With<z.ZodObject<{ ExecutionId: z.ZodString; PlanId: z.ZodExactOptional<z.ZodString> }>>] extends [never] ? true : false = true;
    // @ts-expect-error a key less
    const less: [With<z.ZodObject<Record<never, never>>>] extends [never] ? true : false = true;
    // @ts-expect-error another type
    const other: [With<z.ZodObject<{ ExecutionId: z.ZodNumber }>>] extends [never] ? true : false = true;
    expect([describesWhatIsServed, right, more, less, other]).toEqual([true, [], true, true, true]);
  });
});
