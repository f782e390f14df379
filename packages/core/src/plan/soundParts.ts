import type * as z from 'zod';
import { formatPath } from './faultPath.js';
import { dependencySchema, groupIdSchema, positionSchema, regionSchema, serverIdSchema, waveNumberSchema } from './planFields.js';

/** A value that is sound by itself, and where it stands in the input. */
export interface Placed<T> {
  readonly value: T;
  readonly path: string;
}

/** What is sound of a wave that may have faults elsewhere, so that the faults between waves are found with them. */
export interface WaveParts {
  readonly path: string;
  readonly isMap: boolean;
  /** For messages: `wave 2 (Application)`, or its place where it has no number. */
  readonly label: string;
  readonly number?: Placed<number>;
  readonly dependencies: readonly Placed<number>[];
  readonly givesServers: boolean;
  readonly givesGroup: boolean;
  readonly servers: readonly Placed<string>[];
  /** How many servers the wave lists, sound or not. */
  readonly listed: number;
  readonly group?: Placed<string>;
  /** Only where every position is sound. */
  readonly executionOrder?: Placed<readonly number[]>;
}

/** What is sound of a protection group that the input carries. */
export interface GroupParts {
  readonly path: string;
  readonly isMap: boolean;
  readonly id?: Placed<string>;
  readonly region?: Placed<string>;
  readonly givesServers: boolean;
  readonly givesTags: boolean;
  readonly servers: readonly Placed<string>[];
}

/** What is sound of a plan. */
export interface PlanParts {
  readonly region?: string;
  readonly ordering: 'SEQUENTIAL' | 'DEPENDENCIES' | 'UNSOUND';
  readonly waves: readonly WaveParts[];
  readonly groups: readonly GroupParts[];
}

type Raw = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const listAt = (raw: Raw, key: string): readonly unknown[] => (Array.isArray(raw[key]) ? (raw[key] as readonly unknown[]) : []);
const gives = (raw: Raw, key: string): boolean => raw[key] !== undefined;

function one<T>(schema: z.ZodType<T>, value: unknown, path: string): Placed<T> | undefined {
  const result = schema.safeParse(value);
  return result.success ? { value: result.data, path } : undefined;
}

function each<T>(schema: z.ZodType<T>, raw: Raw, key: string, path: string): Placed<T>[] {
  return listAt(raw, key).flatMap((value, index) => one(schema, value, `${path}.${key}[${index}]`) ?? []);
}

function waveParts(raw: unknown, index: number): WaveParts {
  const path = formatPath(['Waves', index]);
  if (!isMap(raw)) {
    return { path, isMap: false, label: path, dependencies: [], givesServers: false, givesGroup: false, servers: [], listed: 0 };
  }
  const number = one(waveNumberSchema, raw['WaveNumber'], `${path}.WaveNumber`);
  const group = one(groupIdSchema, raw['ProtectionGroupId'], `${path}.ProtectionGroupId`);
  const order = listAt(raw, 'ExecutionOrder');
  const positions = each(positionSchema, raw, 'ExecutionOrder', path).map((position) => position.value);
  const name = typeof raw['WaveName'] === 'string' ? ` (${raw['WaveName'].slice(0, 100)})` : '';
  return {
    path,
    isMap: true,
    label: number === undefined ? path : `wave ${number.value}${name}`,
    ...(number === undefined ? {} : { number }),
    dependencies: each(dependencySchema, raw, 'Dependencies', path),
    givesServers: gives(raw, 'ServerIds'),
    givesGroup: gives(raw, 'ProtectionGroupId'),
    servers: each(serverIdSchema, raw, 'ServerIds', path),
    listed: listAt(raw, 'ServerIds').length,
    ...(group === undefined ? {} : { group }),
    ...(Array.isArray(raw['ExecutionOrder']) && positions.length === order.length
      ? { executionOrder: { value: positions, path: `${path}.ExecutionOrder` } }
      : {}),
  };
}

function groupParts(raw: unknown, index: number): GroupParts {
  const path = formatPath(['ProtectionGroups', index]);
  if (!isMap(raw)) return { path, isMap: false, givesServers: false, givesTags: false, servers: [] };
  const id = one(groupIdSchema, raw['GroupId'], `${path}.GroupId`);
  const region = one(regionSchema, raw['Region'], `${path}.Region`);
  return {
    path,
    isMap: true,
    ...(id === undefined ? {} : { id }),
    ...(region === undefined ? {} : { region }),
    givesServers: gives(raw, 'ServerIds'),
    givesTags: gives(raw, 'Tags'),
    servers: each(serverIdSchema, raw, 'ServerIds', path),
  };
}

/** Finds what is sound in an input that is meant to be a plan file's content. */
export function soundParts(input: unknown): PlanParts {
  const raw: Raw = isMap(input) ? input : {};
  const region = one(regionSchema, raw['Region'], 'Region')?.value;
  const ordering = raw['WaveOrdering'] ?? 'SEQUENTIAL';
  return {
    ...(region === undefined ? {} : { region }),
    ordering: ordering === 'SEQUENTIAL' || ordering === 'DEPENDENCIES' ? ordering : 'UNSOUND',
    waves: listAt(raw, 'Waves').map(waveParts),
    groups: listAt(raw, 'ProtectionGroups').map(groupParts),
  };
}
