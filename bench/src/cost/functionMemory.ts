import { readFileSync } from 'node:fs';
import type { SystemFunctionName } from '@drs-orchestration/testkit';

const settings = new URL('../../../infra/src/functionSettings.ts', import.meta.url);

/** The memory that each function is deployed with, in MB: read from infra's settings, which nothing but infra may import. */
export function functionMemory(): Readonly<Record<SystemFunctionName, number>> {
  const text = readFileSync(settings, 'utf8');
  const of = (name: SystemFunctionName): number => {
    const [, megabytes] = new RegExp(`^ *${name}: \\{[^}]*\\bmemoryMb: (\\d+)`, 'm').exec(text) ?? [];
    if (megabytes === undefined) throw new Error(`${settings.pathname} does not tell the memory of the function ${name}`);
    return Number(megabytes);
  };
  return { finder: of('finder'), poller: of('poller'), orchestrator: of('orchestrator'), api: of('api') };
}
