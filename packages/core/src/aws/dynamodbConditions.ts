import type { Expectation, Expectations } from '../ports/index.js';

/** Names and values of an expression under construction; DynamoDB wants both by placeholder. */
export class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};

  /** A placeholder for an attribute's name. */
  name(attribute: string): string {
    const known = Object.entries(this.names).find(([, name]) => name === attribute);
    if (known !== undefined) return known[0];
    const placeholder = `#n${String(Object.keys(this.names).length)}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  /** A placeholder for a value. */
  value(value: unknown): string {
    const placeholder = `:v${String(Object.keys(this.values).length)}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  /** The request's fields for them; DynamoDB refuses empty ones. */
  fields(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, unknown> } {
    return {
      ...(Object.keys(this.names).length === 0 ? {} : { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length === 0 ? {} : { ExpressionAttributeValues: this.values }),
    };
  }
}

/** DynamoDB's IN takes at most 100 operands. */
const operandsOfIn = 100;

function oneOf(name: string, of: readonly (string | number)[], placeholders: Placeholders): string {
  // One of nothing is never true, and an empty IN is no expression.
  if (of.length === 0) return `(attribute_exists(${name}) AND attribute_not_exists(${name}))`;
  const lists: string[] = [];
  for (let first = 0; first < of.length; first += operandsOfIn) {
    const operands = of.slice(first, first + operandsOfIn).map((value) => placeholders.value(value));
    lists.push(`${name} IN (${operands.join(', ')})`);
  }
  return lists.length === 1 ? (lists[0] as string) : `(${lists.join(' OR ')})`;
}

function condition(attribute: string, expectation: Expectation, placeholders: Placeholders): string {
  const name = placeholders.name(attribute);
  switch (expectation.is) {
    case 'ABSENT':
      return `attribute_not_exists(${name})`;
    case 'PRESENT':
      return `attribute_exists(${name})`;
    case 'EQUAL':
      return `${name} = ${placeholders.value(expectation.to)}`;
    case 'ONE_OF':
      return oneOf(name, expectation.of, placeholders);
  }
}

/** The condition expression that all expectations hold; undefined where there are none. */
export function conditionOf(expect: Expectations | undefined, placeholders: Placeholders): string | undefined {
  const conditions = Object.entries(expect ?? {}).map(([attribute, expectation]) => condition(attribute, expectation, placeholders));
  return conditions.length === 0 ? undefined : conditions.join(' AND ');
}
