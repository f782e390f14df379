import { readFileSync } from 'node:fs';
import { softwareVersion } from '@drs-orchestration/core';
import * as z from 'zod';
import { largestBody } from '../src/requests/httpEvent.js';
import type { Route } from '../src/requests/route.js';
import { routes } from '../src/requests/routes.js';
import { JsonSchemas, type JsonSchema } from './jsonSchemas.js';
import { operations, type Operation } from './operations.js';
import { gatewayMessage, problemDetails } from './schemas/problem.js';

/** An OpenAPI document, or a part of it. */
export type Json = Readonly<Record<string, unknown>>;

/** Real requests and answers, by operation and status: what the API says to `test/openapi`'s requests. */
export type Examples = Readonly<Record<string, Readonly<Record<string, { readonly request?: unknown; readonly answer?: unknown }>>>>;

/** The examples as they were recorded, by whichever version; they name this one, so that a release needs no new recording. */
export function recordedExamples(version: string = softwareVersion): Examples {
  const named = (key: string, value: unknown): unknown => (key === 'SoftwareVersion' ? version : value);
  return JSON.parse(readFileSync(new URL('examples.json', import.meta.url), 'utf8'), named) as Examples;
}

/** Problems by status: their name among the document's components, and what they say. */
const problems: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequest', 'The request is not valid: every fault, each with its path'],
  403: ['Forbidden', 'API Gateway’s own: the signature is wrong, or IAM does not allow its principal this operation'],
  404: ['NotFound', 'There is nothing of that id'],
  405: ['MethodNotAllowed', 'The path takes other methods, which Allow names'],
  409: ['Conflict', 'It cannot be done as things are: the problem says what is in the way'],
  413: ['ContentTooLarge', `The body has more than ${largestBody} bytes`],
  429: ['TooManyRequests', 'Throttled: try again shortly'],
  500: ['InternalServerError', 'Something failed inside the system; its log says what'],
  503: ['ServiceUnavailable', 'A service that is needed did not answer: try again shortly'],
};
/** What any operation may answer. */
const anywhere = [400, 403, 413, 429, 500, 503];
/** What API Gateway answers by itself, before or instead of the function. */
const gateways = new Set([403, 429, 500, 503]);

const description = `Starts, shows, cancels and approves drills and recoveries of AWS Elastic Disaster Recovery, and keeps their plans.

Every request is signed by IAM (Signature Version 4, service \`execute-api\`); who signed it is on record as \`InitiatedBy\` and \`By\`. Each operation is a route of its own, so IAM can allow one without another: who may start is not who may approve.

Times are Unix seconds. Errors are \`application/problem+json\` (RFC 9457); what API Gateway itself answers is \`application/json\` with a \`message\`. A path that takes other methods only is 405, where the request reaches the function; API Gateway answers 404.`;

/** The OpenAPI document of the API's table of operations. */
export function openApiDocument(examples: Examples): Json {
  const schemas = new JsonSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, operations[route.operationId], examples[route.operationId] ?? {}, schemas);
  const problem = schemas.of(problemDetails, 'output');
  const gateway = schemas.of(gatewayMessage, 'output');
  const responses = Object.fromEntries(Object.entries(problems).map(([status, [name, says]]) => [name, problemResponse(Number(status), says, problem, gateway)]));
  return {
    openapi: '3.1.1',
    info: { title: 'DRS Orchestration', version: softwareVersion, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: 'https://{api}.execute-api.{region}.amazonaws.com', description: 'A deployment; its output api_url is this address', variables: { api: { default: 'api-id' }, region: { default: 'us-east-1' } } }],
    security: [{ sigv4: [] }],
    tags: tagsOf().map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.named,
      responses,
      securitySchemes: { sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', description: 'AWS Signature Version 4', 'x-amazon-apigateway-authtype': 'awsSigv4' } },
    },
  };
}

const tagOf = ({ path }: Route): string => path.split('/')[1] ?? '';

function tagsOf(): string[] {
  return [...new Set(routes.map(tagOf))];
}

function operationOf(route: Route, { status, says, answer, problems: own, body: sent }: Operation, examples: Examples[string], schemas: JsonSchemas): Json {
  const body = route.body === 'AS_SENT' ? sent : route.body;
  if (route.body === 'AS_SENT' && sent === undefined) throw new Error(`${route.operationId} takes its body as it is sent: say in operations.ts what that is`);
  const parameters = [...(route.id === undefined ? [] : [pathParameter(route.id.schema, schemas)]), ...Object.entries(route.query?.shape ?? {}).map(([name, schema]) => queryParameter(name, schema as z.ZodType, schemas))];
  const declared = [...anywhere, ...own].sort((one, other) => one - other);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [tagOf(route)],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': content(schemas.of(body, 'input'), named(examples, 'request')) } } }),
    responses: {
      [status]: { description: says, ...(status === 201 ? { headers: { Location: { description: 'Where it is', schema: { type: 'string' } } } } : {}), ...answerContent(status, answer, examples, schemas) },
      ...Object.fromEntries(declared.map((code) => [code, { $ref: `#/components/responses/${problems[code]?.[0]}` }])),
    },
  };
}

function answerContent(status: number, answer: z.ZodType, examples: Examples[string], schemas: JsonSchemas): Json {
  if (status === 204) return {};
  const recorded = examples[status]?.answer;
  return { content: { 'application/json': content(schemas.of(answer, 'output'), recorded === undefined ? {} : { [status]: { value: recorded } }) } };
}

function content(schema: JsonSchema, examples: Json): Json {
  return { schema, ...(Object.keys(examples).length === 0 ? {} : { examples }) };
}

/** The requests of the examples that succeed. */
function named(examples: Examples[string], part: 'request'): Json {
  return Object.fromEntries(Object.entries(examples).flatMap(([status, example]) => (Number(status) < 300 && example[part] !== undefined ? [[status, { value: example[part] }]] : [])));
}

function pathParameter(schema: z.ZodType, schemas: JsonSchemas): Json {
  return { name: 'id', in: 'path', required: true, ...described(schemas.of(schema, 'output')) };
}

/** A query is text; what it becomes is what its reader wants to know. A list is one value with commas. */
function queryParameter(name: string, schema: z.ZodType, schemas: JsonSchemas): Json {
  const made = described(schemas.of(schema, 'output'));
  const isList = (made.schema as { readonly type?: unknown }).type === 'array';
  return { name, in: 'query', required: !z.object({ [name]: schema }).safeParse({}).success, ...(isList ? { style: 'form', explode: false } : {}), ...made };
}

function described({ description: says, ...schema }: JsonSchema): { readonly description?: unknown; readonly schema: JsonSchema } {
  return { ...(says === undefined ? {} : { description: says }), schema };
}

function problemResponse(status: number, says: string, problem: JsonSchema, gateway: JsonSchema): Json {
  const ours = status === 403 ? {} : { 'application/problem+json': { schema: problem } };
  const itsOwn = gateways.has(status) ? { 'application/json': { schema: gateway } } : {};
  const headers = status === 405 ? { headers: { Allow: { description: 'The methods of the path', schema: { type: 'string' } } } } : {};
  return { description: says, ...headers, content: { ...ours, ...itsOwn } };
}
