import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FunctionFactory, SystemFunctions } from '@drs-orchestration/testkit';

/** What is deployed: the four functions and the state machine's source. */
export interface Deployables {
  readonly functions: SystemFunctions;
  readonly definition: string;
}

/** The bundles and the state machine that drsctl carries; the very files that are deployed. @throws Error where they are missing. */
export async function bundledDeployables(folder: string = fileURLToPath(new URL('../functions/', import.meta.url))): Promise<Deployables> {
  if (!existsSync(folder)) throw new Error(`The functions' bundles are not in ${folder}: this drsctl is not built. In a checkout use npm run drsctl.`);
  const factory = async (name: string): Promise<FunctionFactory> => {
    const { createHandler } = (await import(pathToFileURL(join(folder, `${name}.mjs`)).href)) as { readonly createHandler: FunctionFactory };
    return createHandler;
  };
  const [finder, poller, orchestrator, api] = await Promise.all([factory('finder'), factory('poller'), factory('orchestrator'), factory('api')]);
  return { functions: { finder, poller, orchestrator, api }, definition: readFileSync(join(folder, 'recovery.asl.json'), 'utf8') };
}
