import { isJsonObject, type JsonObject } from '../jsonValue.js';
import { maxSeconds } from '../limits.js';
import { compilePath, type CompiledPath } from '../paths/compiledPath.js';
import type { Expression } from '../paths/contextSource.js';
import { compileTemplate } from '../paths/payloadTemplate.js';
import { compileResultPath, type ResultPlacer } from '../paths/referencePath.js';
import { compileSelectedPath } from '../paths/selectedPath.js';
import type { Faults } from './faults.js';
import { unsupportedFields } from './unsupportedFields.js';

const identity = (input: unknown): unknown => input;
const empty: Expression = () => ({});

/** Reads the fields of one object of a definition; whatever is wrong becomes a fault with its place. */
export class FieldReader {
  readonly fields: JsonObject;
  readonly place: string;
  readonly faults: Faults;

  constructor(fields: JsonObject, place: string, faults: Faults) {
    this.fields = fields;
    this.place = place;
    this.faults = faults;
  }

  has(field: string): boolean {
    return Object.hasOwn(this.fields, field);
  }

  fault(field: string, message: string): void {
    this.faults.add(`${this.place}/${field}`, message);
  }

  /** A fault for each field that is none of `known`, with the reason where Step Functions itself has it. */
  allowOnly(known: readonly string[]): void {
    for (const field of Object.keys(this.fields)) {
      if (known.includes(field)) continue;
      this.fault(field, `is not supported: ${unsupportedFields[field] ?? 'there is no such field here'}`);
    }
  }

  /** A fault where both of two fields that exclude each other are there. */
  exclusive(one: string, other: string): void {
    if (this.has(one) && this.has(other)) this.fault(other, `excludes ${one}: give one of them`);
  }

  string(field: string): string | undefined {
    const value = this.fields[field];
    if (value === undefined || typeof value === 'string') return value;
    this.fault(field, 'must be a string');
    return undefined;
  }

  requiredString(field: string): string {
    if (!this.has(field)) this.fault(field, 'is required');
    return this.string(field) ?? '';
  }

  boolean(field: string): boolean {
    const value = this.fields[field];
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    this.fault(field, 'must be true or false');
    return false;
  }

  /** An integer between the bounds (inclusive). */
  integer(field: string, least: number, most: number = maxSeconds): number | undefined {
    const value = this.fields[field];
    if (value === undefined) return undefined;
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
    this.fault(field, `must be an integer from ${least} to ${most}, not ${JSON.stringify(value)}`);
    return undefined;
  }

  object(field: string): FieldReader | undefined {
    const value = this.fields[field];
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return new FieldReader(value, `${this.place}/${field}`, this.faults);
    this.fault(field, 'must be an object');
    return undefined;
  }

  /** The objects of an array; none where it is absent. */
  objects(field: string): readonly FieldReader[] {
    const value = this.fields[field];
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every(isJsonObject)) {
      this.fault(field, 'must be an array of objects');
      return [];
    }
    return value.map((item, index) => new FieldReader(item, `${this.place}/${field}[${index}]`, this.faults));
  }

  path(field: string): CompiledPath | undefined {
    const text = this.string(field);
    return text === undefined ? undefined : this.faults.catching(`${this.place}/${field}`, () => compilePath(text));
  }

  /** A path whose value must be there when it is used, else `States.Runtime`. */
  selectedPath(field: string): Expression | undefined {
    const text = this.string(field);
    return text === undefined ? undefined : this.faults.catching(`${this.place}/${field}`, () => compileSelectedPath(text));
  }

  /** InputPath or OutputPath: everything by default, an empty object where it is null. */
  filter(field: 'InputPath' | 'OutputPath'): Expression {
    if (this.fields[field] === null) return empty;
    return this.selectedPath(field) ?? identity;
  }

  template(field: string): Expression | undefined {
    if (!this.has(field)) return undefined;
    return this.faults.catching(`${this.place}/${field}`, () => compileTemplate(this.fields[field]));
  }

  resultPath(): ResultPlacer {
    const text = this.fields['ResultPath'] === null ? null : (this.string('ResultPath') ?? '$');
    return this.faults.catching(`${this.place}/ResultPath`, () => compileResultPath(text)) ?? identity;
  }
}
