import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requests, RunningApi, type Heard, type Request } from './exercise.js';

interface Content {
  readonly schema: object;
}
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Content>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

const document = JSON.parse(readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8')) as Document;
const operations = new Map(Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => [operation.operationId, operation] as const)));
const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema(document, 'api');

/** A validator of a schema that stands in the document. */
function validatorOf(schema: object): ValidateFunction {
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
}

function responseOf({ operation }: Request, status: number): Response | undefined {
  const response = operation === 'MethodNotAllowed' ? document.components.responses[operation] : operations.get(operation)?.responses[status];
  const name = response?.$ref?.split('/').at(-1);
  return name === undefined ? response : document.components.responses[name];
}

/** What of an answer is not as the document says. */
function faultsOf(request: Request, { status, headers, text }: Heard): readonly string[] {
  const response = responseOf(request, status);
  if (response === undefined) return [`${status} is not declared`];
  const missing = Object.keys(response.headers ?? {}).filter((name) => headers.get(name) === null).map((name) => `${name} is missing`);
  if (response.content === undefined) return [...missing, ...(text === '' ? [] : ['a body is not declared'])];
  const type = headers.get('content-type') ?? 'none';
  const declared = response.content[type];
  if (declared === undefined) return [...missing, `${type} is not declared`];
  const validate = validatorOf(declared.schema);
  return [...missing, ...(validate(JSON.parse(text)) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}: ${JSON.stringify(error.params)}`))];
}

let api: RunningApi;
beforeAll(async () => {
  api = await RunningApi.start();
});
afterAll(() => api.close());

describe('what the running API answers over HTTP is what its document says', () => {
  it.each(requests.map((request) => [request.operation, request.status, `${request.method} ${request.path}`, request] as const))('%s %i: %s', async (_operation, status, _path, request) => {
    const heard = await api.send(request);
    expect(heard.status, heard.text).toBe(status);
    expect(faultsOf(request, heard)).toEqual([]);
    if (status >= 400) expect(JSON.parse(heard.text)).toMatchObject({ status, detail: expect.stringMatching(/\S{3}/) });
  });

  it('for every operation that it declares, and every status that the function itself can answer', () => {
    expect([...operations.keys()].filter((id) => !requests.some((request) => request.operation === id))).toEqual([]);
    const own = [...operations].flatMap(([id, { responses }]) => Object.keys(responses).filter((status) => ['200', '201', '202', '204', '404', '409'].includes(status)).map((status) => `${id} ${status}`));
    const heard = new Set(requests.map(({ operation, status }) => `${operation} ${status}`));
    expect(own.filter((one) => !heard.has(one))).toEqual([]);
    expect([...new Set(requests.map(({ status }) => status))].sort()).toEqual([200, 201, 202, 204, 400, 404, 405, 409, 413, 429, 500, 503]);
  });

  it('and would be found out, were a status, a content type, a header or a key not declared, or missing', async () => {
    const of = (operation: string, status: number): Request => requests.find((request) => request.operation === operation && request.status === status)!;
    const shown = await api.send(of('showPlan', 200));
    const body = JSON.parse(shown.text) as Record<string, unknown>;
    expect(faultsOf(of('showPlan', 200), { ...shown, status: 418 })).toEqual(['418 is not declared']);
    expect(faultsOf(of('showPlan', 200), { ...shown, headers: new Headers({ 'content-type': 'text/html' }) })).toEqual(['text/html is not declared']);
    expect(faultsOf(of('showPlan', 200), { ...shown, text: JSON.stringify({ ...body, Secret: 1 }) })).toHaveLength(1);
    expect(faultsOf(of('showPlan', 200), { ...shown, text: JSON.stringify({ ...body, Version: '1' }) })).toHaveLength(1);
    const { Region: _region, ...without } = body;
    expect(faultsOf(of('showPlan', 200), { ...shown, text: JSON.stringify(without) })).toHaveLength(1);
    const created = await api.send(of('createPlan', 201));
    expect(faultsOf(of('createPlan', 201), { ...created, headers: new Headers({ 'content-type': 'application/json' }) })).toEqual(['Location is missing']);
  });

  it('and takes what the document says it takes: each body that is accepted is valid by its schema, each of a refused plan or group is not', () => {
    for (const { operation, status, body } of requests) {
      const schema = operations.get(operation)?.requestBody?.content['application/json']?.schema;
      if (body === undefined || typeof body === 'string' || schema === undefined || (status >= 300 && status !== 400)) continue;
      expect({ operation, status, valid: validatorOf(schema)(body) }).toEqual({ operation, status, valid: status !== 400 });
    }
  });
});
