import { versionFault, type Fault } from '@drs-orchestration/core';

/** What is sent to replace something: its content, and the version that it replaces. */
export interface Replacement {
  readonly content: unknown;
  readonly version: number;
  readonly faults: readonly Fault[];
}

/**
 * Takes apart what was sent to replace the thing with this id: a thing as it was read may be sent back, so what only
 * the system sets is left out of its content.
 */
export function takeReplacement(body: unknown, idName: 'PlanId' | 'GroupId', id: string, setBySystem: readonly string[] = []): Replacement {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { content: body, version: 0, faults: [] };
  const { Version, ...rest } = body as Readonly<Record<string, unknown>>;
  const content = { [idName]: id, ...Object.fromEntries(Object.entries(rest).filter(([name]) => !setBySystem.includes(name))) };
  const faults: (Fault | undefined)[] = [
    versionFault('Version', Version),
    content[idName] === id ? undefined : { path: idName, message: `must be ${id}, as in the path: an id cannot be changed` },
  ];
  return { content, version: Number(Version), faults: faults.flatMap((fault) => fault ?? []) };
}
