/** What of a JSON Schema (draft 7) the scenario's uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** A schema's tables in Markdown: one for the file, one for each kind of object in it. */
export function scenarioReference(root: JsonSchema): string {
  const resolved = (schema: JsonSchema): JsonSchema => {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : { ...root.definitions?.[name], ...schema };
  };

  function valueOf(given: JsonSchema): string {
    const schema = resolved(given);
    const { type, enum: words, anyOf, items, minimum, maximum, minLength, maxLength, pattern, properties } = schema;
    if (anyOf !== undefined) return [...new Set(anyOf.map(valueOf))].join(', or ');
    if (words !== undefined) return words.map(code).join(', ');
    if (type === 'array') return `list: ${valueOf(items ?? {})}`;
    if (properties !== undefined) return 'keys, see below';
    if (type === 'object') return 'texts by name';
    if (type === 'boolean') return '`true` or `false`';
    if (type === 'string') return pattern === undefined ? `text of ${minLength ?? 0} to ${maxLength} characters` : `text like ${code(pattern)}`;
    return `${type === 'integer' ? 'whole number' : 'number'} from ${minimum} to ${maximum}`;
  }

  function tables(title: string, given: JsonSchema): readonly string[] {
    const { properties = {}, required = [], description } = resolved(given);
    const rows = Object.entries(properties).map(([name, property]) => {
      const { description: what = '', default: usual } = resolved(property);
      const standard = required.includes(name) ? 'needed' : usual === undefined ? '' : code(JSON.stringify(usual));
      return `| ${code(name)} | ${what} | ${valueOf(property)} | ${standard} |`;
    });
    const own = [`**${title}**${description === undefined ? '' : `. ${description}.`}`, '', '| key | what | value | default |', '|---|---|---|---|', ...rows, ''].join('\n');
    return [own, ...Object.entries(properties).flatMap(([name, property]) => inner(title === 'The file' ? name : `${title}.${name}`, property))];
  }

  /** The tables of the objects that a property holds. */
  function inner(path: string, given: JsonSchema): readonly string[] {
    const schema = resolved(given);
    if (schema.properties !== undefined) return tables(path, schema);
    return [...(schema.anyOf ?? []).flatMap((each) => inner(path, each)), ...(schema.items === undefined ? [] : inner(`${path}[]`, schema.items))];
  }

  return tables('The file', { ...root, description: 'Every key may be left out' }).join('\n');
}

/** Every key that a schema names, wherever. */
export function keysOf({ properties = {}, items, anyOf = [], definitions = {} }: JsonSchema): readonly string[] {
  const inside = [...Object.values(properties), ...(items === undefined ? [] : [items]), ...anyOf, ...Object.values(definitions)];
  return [...new Set([...Object.keys(properties), ...inside.flatMap(keysOf)])];
}
