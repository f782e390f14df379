import type { EngineKind } from '../run/enginesResults.mjs';

/**
 * A definition as an engine takes it. Step Functions Local does not know a Map's `ItemProcessor` (Step Functions
 * Developer Guide, Map state in Inline mode), but the fields that it took the place of, which mean the same.
 */
export function definitionFor(engine: EngineKind, definition: string): string {
  return engine === 'stepfunctions-local' ? JSON.stringify(JSON.parse(definition, (_key, value: unknown) => (isMap(value) ? mapInOldWords(value) : value))) : definition;
}

type Fields = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && 'Type' in value && value.Type === 'Map';
}

function mapInOldWords({ ItemProcessor, ItemSelector, ...rest }: Fields): Fields {
  const { ProcessorConfig: _inline, ...Iterator } = (ItemProcessor ?? {}) as Fields;
  return { ...rest, ...(ItemProcessor === undefined ? {} : { Iterator }), ...(ItemSelector === undefined ? {} : { Parameters: ItemSelector }) };
}
