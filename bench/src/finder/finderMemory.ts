import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { localDeployment, localKeys, localTableNames, startLoopbackServer } from '@drs-orchestration/testkit';
import { bundleFile } from '../startUp/bundles.js';
import { openQueriedDatabase } from '../statusIndex/queriedDatabase.js';
import { startAt, storePolled } from './polled.js';

/** V8's limits as Lambda's Node.js runtime sets them: shares of the function's memory, in percent. */
const v8Limits = { 'max-semi-space-size': 5, 'max-old-space-size': 90 } as const;

/** One minute of the finder, its pauses a third as long. Prints how many calls succeeded and the process's most memory. */
const oneMinute = `
  const { createHandler } = await import(process.argv[1]);
  let now = ${startAt};
  const clock = {
    now: () => now,
    // Waits that can be given up are those for answers: they are real.
    sleep: (ms, signal) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => { if (!signal) now += ms; resolve(); }, signal ? ms : ms / 3);
      signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });
    }),
    standingStill: (work) => work(),
  };
  const { successful } = await createHandler({ clock, environment: process.env })({});
  process.stdout.write(JSON.stringify({ successful, kilobytes: process.resourceUsage().maxRSS }), () => process.exit());
`;

/** The most memory, in megabytes, of a process that runs the deployed finder over so many executions, all due, with Lambda's limits for a function of `memoryMb`. */
export async function finderMemory(executions: number, memoryMb: number): Promise<number> {
  const database = await openQueriedDatabase();
  const lambda = await startLoopbackServer(async () => ({ status: 202 }));
  try {
    await storePolled(database.items, executions);
    const environment = {
      ...localKeys, AWS_REGION: localDeployment.region, AWS_ENDPOINT_URL_DYNAMODB: database.endpoint, AWS_ENDPOINT_URL_LAMBDA: lambda.url, EXECUTIONS_TABLE: localTableNames.executions,
      PLANS_TABLE: localTableNames.plans, GROUPS_TABLE: localTableNames.groups, POLLER_FUNCTION: 'poller', ORCHESTRATOR_FUNCTION: 'orchestrator', NODE_NO_WARNINGS: '1', PATH: process.env['PATH'] ?? '',
    };
    const limits = Object.entries(v8Limits).map(([limit, percent]) => `--${limit}=${Math.floor((memoryMb * percent) / 100)}`);
    const { stdout } = await promisify(execFile)(process.execPath, [...limits, '--input-type=module', '-e', oneMinute, pathToFileURL(bundleFile('finder')).href], { env: environment, maxBuffer: 1e9 });
    const { successful, kilobytes } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { readonly successful: number; readonly kilobytes: number };
    if (successful < executions) throw new Error(`the finder called ${successful} pollers of ${executions}`);
    return kilobytes / 1024;
  } finally {
    await lambda.close();
    await database.close();
  }
}
