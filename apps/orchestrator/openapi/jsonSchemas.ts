import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

/** A JSON Schema of OpenAPI 3.1 (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

const place = '#/components/schemas/';

/** Makes JSON Schemas of zod's, with everything that has a name in one place. */
export class JsonSchemas {
  readonly #named = new Map<string, JsonSchema>();

  /** All that has a name, in the order of the names. */
  get named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /**
   * The schema of what is sent (`input`: before defaults) or answered (`output`).
   * @throws Error where two different things have the same name.
   */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _dialect, $defs = {}, ...made } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, override: ({ jsonSchema }) => tidied(jsonSchema) }) as Record<string, unknown>;
    for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) this.#name(name, definition);
    const { id } = schema.meta() ?? {};
    if (id === undefined || made['$ref'] !== undefined) return referring(made);
    this.#name(id, made);
    return { $ref: `${place}${id}` };
  }

  #name(name: string, definition: JsonSchema): void {
    const { id: _id, ...tidy } = referring(definition);
    const known = this.#named.get(name);
    if (known !== undefined && !isDeepStrictEqual(known, tidy)) throw new Error(`two different schemas are called ${name}: give one of them another name`);
    this.#named.set(name, tidy);
  }
}

/** Without the bounds of whole numbers in JavaScript, which say nothing. */
function tidied(schema: { minimum?: number | undefined; maximum?: number | undefined }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

/** With every reference to a definition of its own pointing to where the named are. */
function referring(value: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(value), (key, member: unknown) => (key === '$ref' && typeof member === 'string' ? member.replace('#/$defs/', place) : member)) as JsonSchema;
}
