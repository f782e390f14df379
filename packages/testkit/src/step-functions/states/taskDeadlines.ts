import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import type { ContextSource } from '../paths/contextSource.js';

/** A task's TimeoutSeconds or HeartbeatSeconds, undefined where it has none. */
export type SecondsOf = (input: unknown, source: ContextSource) => number | undefined;

/** Reads TimeoutSeconds(Path) and HeartbeatSeconds(Path). */
export function readTaskDeadlines(state: StateReader): { readonly timeout: SecondsOf; readonly heartbeat: SecondsOf } {
  const timeoutSeconds = state.integer('TimeoutSeconds', 1);
  const heartbeatSeconds = state.integer('HeartbeatSeconds', 1);
  if (timeoutSeconds !== undefined && heartbeatSeconds !== undefined && heartbeatSeconds >= timeoutSeconds) {
    state.fault('HeartbeatSeconds', 'must be smaller than TimeoutSeconds');
  }
  return { timeout: readSeconds(state, 'TimeoutSeconds'), heartbeat: readSeconds(state, 'HeartbeatSeconds') };
}

function readSeconds(state: StateReader, field: 'TimeoutSeconds' | 'HeartbeatSeconds'): SecondsOf {
  const pathField = `${field}Path`;
  state.exclusive(field, pathField);
  const constant = state.integer(field, 1);
  const path = state.selectedPath(pathField);
  if (path === undefined) return () => constant;
  return (input, source) => {
    const value = path(input, source);
    if (Number.isInteger(value) && (value as number) > 0) return value as number;
    throw new RuntimeFailure(`The ${pathField} parameter must lead to a positive integer: ${state.string(pathField)} == ${JSON.stringify(value)}`);
  };
}
