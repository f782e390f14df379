import { readFileSync } from 'node:fs';
import { renderDefinition } from '@drs-orchestration/core';
import { isJsonObject, type JsonObject } from '../../jsonValue.js';

// The machine itself, and no copy of it; read as a file, since testkit imports no app.
const text = readFileSync(new URL('../../../../../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');

/** Makes the recovery machine's definition, whose Tasks invoke `functionName`. */
export type RecoveryDefinition = (functionName: string) => JsonObject;

/** recovery.asl.json as it is deployed. */
export const asDeployed: RecoveryDefinition = (functionName) => JSON.parse(renderDefinition(text, { OrchestratorFunctionArn: functionName })) as JsonObject;

/**
 * The same machine, for an engine in real time: where a drill may have to wait for minutes (what stands as `Seconds`,
 * or is computed as `Seconds.$`), it waits for as many seconds. Nothing else is changed.
 */
export const minutesAsSeconds: RecoveryDefinition = (functionName) => quicker(asDeployed(functionName)) as JsonObject;

function quicker(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(quicker);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, quickerField(key, inner)]));
}

function quickerField(key: string, value: unknown): unknown {
  if (key === 'Seconds' && typeof value === 'number') return sixtieth(value);
  if (key === 'Seconds.$' && typeof value === 'string') return value.replaceAll(/\d{3,}/gu, (seconds) => String(sixtieth(Number(seconds))));
  return quicker(value);
}

/** @throws Error where that would be no whole number of seconds. */
function sixtieth(seconds: number): number {
  if (seconds % 60 !== 0) throw new Error(`${seconds} s in recovery.asl.json are no whole minutes: say in minutesAsSeconds how long they are to last in real time`);
  return seconds / 60;
}
