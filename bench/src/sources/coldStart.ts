import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { systemClock, dynamodbClient, DynamoDbItemStore } from '@drs-orchestration/core/aws';
import { defaultAccount, functionEnvironment, localDeployment, localKeys, localTableNames, openLocalDatabase } from '@drs-orchestration/testkit';
import { percentile } from '../distribution.js';
import { bundleFile } from '../startUp/bundles.js';
import { mixedHistories, store } from '../statusIndex/mixedHistories.js';

/** A function's first call in a process of its own, its bundle's import included. Milliseconds, medians. */
export interface ColdStarts {
  /** With nothing to watch. */
  readonly finder: number;
  /** Of an execution that is over. */
  readonly poller: number;
}

const starts = 5;
const nowhere = { DRS: 'http://127.0.0.1:9', EC2: 'http://127.0.0.1:9', STS: 'http://127.0.0.1:9', SNS: 'http://127.0.0.1:9', SFN: 'http://127.0.0.1:9', LAMBDA: 'http://127.0.0.1:9' };

/** Starts the bundles as they are deployed, over a real DynamoDB on this machine, and calls each once: the least that a call does. */
export async function coldStarts(): Promise<ColdStarts> {
  const database = await openLocalDatabase({ clock: systemClock, environment: {} });
  try {
    if (database.endpoint === undefined) throw new Error(`this measures a DynamoDB: ${database.memoryBecause ?? 'there is none'}`);
    const environment = { ...functionEnvironment(defaultAccount, 'arn:aws:states:us-east-1:111111111111:stateMachine:none', { ...nowhere, DYNAMODB: database.endpoint }), POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
    const over = mixedHistories(2).slice(1);
    const client = dynamodbClient({ clock: systemClock, environment: { ...localKeys, AWS_ENDPOINT_URL_DYNAMODB: database.endpoint }, region: localDeployment.region });
    await store(new DynamoDbItemStore(client, localTableNames), over);
    client.destroy();
    return { finder: await firstCall('finder', {}, environment), poller: await firstCall('poller', { ExecutionId: over[0]?.header.ExecutionId }, environment) };
  } finally {
    await database.close();
  }
}

async function firstCall(name: 'finder' | 'poller', event: object, environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const script = `
    const begun = performance.now();
    const { createHandler } = await import(${JSON.stringify(pathToFileURL(bundleFile(name)).href)});
    const clock = { now: () => Date.now(), sleep: (milliseconds, signal) => new Promise((resolve, reject) => { const timer = setTimeout(resolve, milliseconds); signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }); }), standingStill: (work) => work() };
    await createHandler({ clock, environment: process.env })(${JSON.stringify(event)});
    process.stdout.write('\\n' + (performance.now() - begun) + '\\n', () => process.exit());`;
  const samples: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { ...environment, NODE_NO_WARNINGS: '1', PATH: process.env['PATH'] } });
    samples.push(Number(stdout.trim().split('\n').at(-1)));
  }
  const median = percentile(samples, 50);
  if (!(median > 0)) throw new Error(`${name} did not say how long its first call took`);
  return median;
}
