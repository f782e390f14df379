import type { ExecutionError } from '@drs-orchestration/core';

/** Errors that say the same, of one wave or of none. */
export interface ErrorGroup {
  readonly Code: string;
  readonly Message: string;
  readonly WaveNumber?: number;
  /** The first of them. Unix seconds. */
  readonly At: number;
  /** Whom they concern, each once; empty where no server is named. */
  readonly Servers: readonly { readonly SourceServerId: string; readonly RecoveryJobId?: string }[];
  readonly Count: number;
}

/** Errors, those that say the same of servers of one wave together, in the order of the first of each. */
export function errorGroups(errors: readonly ExecutionError[]): readonly ErrorGroup[] {
  const groups = new Map<string, [ExecutionError, ...ExecutionError[]]>();
  for (const error of errors) {
    const key = JSON.stringify([error.WaveNumber, error.Code, error.Message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [error]);
    else group.push(error);
  }
  return [...groups.values()].map((group): ErrorGroup => {
    const [{ Code, Message, WaveNumber }] = group;
    const servers = new Map(group.flatMap(({ SourceServerId, RecoveryJobId }) => (SourceServerId === undefined ? [] : [[SourceServerId, { SourceServerId, ...(RecoveryJobId === undefined ? {} : { RecoveryJobId }) }] as const])));
    return { Code, Message, ...(WaveNumber === undefined ? {} : { WaveNumber }), At: group.reduce((first, error) => Math.min(first, error.At), Infinity), Servers: [...servers.values()], Count: group.length };
  });
}
