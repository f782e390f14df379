import { execFileSync } from 'node:child_process';
import type { OperationModel, Shape } from '../../../src/drs-emulator/model/serviceModel.js';
import { operations } from '../../../src/drs-emulator/operations/operations.js';

/** What the emulator takes of DRS's service model. */
export interface ModelExtract {
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** botocore's copy of the model, or why there is none. */
export type BotocoreModel = { readonly version: string; readonly extract: ModelExtract } | { readonly unavailable: string };

interface BotocoreReference {
  readonly shape: string;
  readonly location?: string;
}

interface BotocoreShape {
  readonly type: Shape['type'];
  readonly members?: Readonly<Record<string, BotocoreReference>>;
  readonly member?: BotocoreReference;
  readonly key?: BotocoreReference;
  readonly value?: BotocoreReference;
  readonly required?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly error?: { readonly httpStatusCode: number };
}

interface BotocoreOperation {
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode: number };
  readonly input?: BotocoreReference;
  readonly output?: BotocoreReference;
  readonly errors?: readonly BotocoreReference[];
}

interface ServiceDescription {
  readonly operations: Readonly<Record<string, BotocoreOperation>>;
  readonly shapes: Readonly<Record<string, BotocoreShape>>;
}

const script = `
import json, botocore, botocore.loaders
print(json.dumps({'version': botocore.__version__, 'model': botocore.loaders.Loader().load_service_model('drs', 'service-2', '2020-02-26')}))
`;

const defined = <T extends object>(entries: T): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };

const byName = <T>(entries: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));

function shapeOf({ type, members, member, key, value, required, min, max, pattern, enum: words, error }: BotocoreShape): Shape {
  const own = members === undefined ? undefined : Object.fromEntries(Object.entries(members).filter(([, { location }]) => location !== 'header').map(([name, { shape }]) => [name, shape]));
  return defined({ type, required, members: own, member: member?.shape, key: key?.shape, value: value?.shape, min, max, pattern, enum: words, status: error?.httpStatusCode });
}

function extractOf({ operations: all, shapes }: ServiceDescription): ModelExtract {
  const supported = Object.entries(all).filter(([name]) => operations.drs.has(name));
  const needed = new Map<string, Shape>();
  const take = (name: string | undefined): void => {
    const described = name === undefined ? undefined : shapes[name];
    if (name === undefined || described === undefined || needed.has(name)) return;
    const shape = shapeOf(described);
    needed.set(name, shape);
    for (const inner of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) take(inner);
  };
  for (const [, { input, output, errors = [] }] of supported) for (const each of [input, output, ...errors]) take(each?.shape);
  const operationOf = ([name, { http, input, output, errors = [] }]: [string, BotocoreOperation]): [string, OperationModel] => {
    const shapesOf = operations.drs.has(name) ? { input: input?.shape, output: output?.shape } : {};
    return [name, defined({ method: http.method, path: http.requestUri, status: http.responseCode, errors: errors.map(({ shape }) => shape).sort(), ...shapesOf })];
  };
  return { operations: byName(Object.fromEntries(Object.entries(all).map(operationOf))), shapes: byName(Object.fromEntries(needed)) };
}

/** The model that the machine's botocore carries. */
export function botocoreModel(): BotocoreModel {
  try {
    const { version, model } = JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8', maxBuffer: 100_000_000, stdio: ['ignore', 'pipe', 'pipe'] })) as { version: string; model: ServiceDescription };
    return { version, extract: extractOf(model) };
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
    return { unavailable: `python3 has no botocore with DRS's model here: ${why}` };
  }
}
