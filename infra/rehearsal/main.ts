// npm run deploy:rehearsal: deploys for real against an AWS API on loopback, runs a drill on what was deployed, and
// destroys it. [--endpoint URL] takes a running API instead of the engine; it must call functions at --lambda-port.
import { LambdaHost, startLambdaServer } from '@drs-orchestration/testkit';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Names } from '../src/names.js';
import { Cdktf } from './cdktf.js';
import { rehearsalConfiguration } from './configuration.js';
import { archiveDigests } from './deployedFunctions.js';
import { hostClock, runDrill } from './drill.js';
import { startEngine, type Engine } from './engine.js';
import { engineApi } from './engineApi.js';
import { exceptions } from './exceptions.js';
import { leftOver } from './left.js';

const { values } = parseArgs({ options: { endpoint: { type: 'string' }, 'lambda-port': { type: 'string' } } });
const settings = rehearsalConfiguration();
const names = new Names(settings);
const folder = mkdtempSync(join(tmpdir(), 'drs-rehearsal-'));
const logFile = join(folder, 'rehearsal.log');
writeFileSync(logFile, '');

const print = (line: string): void => void writeSync(1, `${line}\n`);
const log = (text: string): void => appendFileSync(logFile, text);
const keep = (chunk: Uint8Array | string): boolean => {
  log(chunk.toString());
  return true;
};
// The hosted functions log and measure as on AWS, to standard output, Node's warnings beside it; that is kept beside.
process.stdout.write = keep;
process.stderr.write = keep;

let passed = 0;
/** Says what was found, and ends the rehearsal where that is not what must be. */
function must(what: string, holds: boolean, found: unknown): void {
  if (!holds) throw new Error(`${what}: not so, but ${JSON.stringify(found)}`);
  passed += 1;
  print(`ok  ${what}`);
}

async function rehearse(cdktf: Cdktf, engine: Engine, host: LambdaHost, clock: ReturnType<typeof hostClock>, lambdaUrl: string): Promise<void> {
  print('Deploying (cdktf deploy)');
  const first = await cdktf.deploy();
  must(`the deploy succeeds: ${first.summary}`, / 0 changed, 0 destroyed/.test(first.summary), first.summary);
  const archives = archiveDigests(cdktf.stackFolder);
  const second = await cdktf.deploy();
  must('a second deploy changes nothing', second.summary === '0 added, 0 changed, 0 destroyed', second.summary);

  print('Drill on what was deployed');
  const view = await runDrill({ api: engine.api, host, clock, lambdaUrl, outputs: first.outputs, names, archives, print });
  must('the drill is COMPLETED', view.Status === 'COMPLETED', { Status: view.Status, Errors: view.Errors });
  const servers = view.Waves.flatMap((wave) => wave.Servers);
  must(`all ${servers.length} servers were launched and terminated again`, servers.every((server) => server.Status === 'TERMINATED' && server.InstanceId !== undefined), servers.map((server) => server.Status));
  must('the second wave began after the first had ended', (view.Waves[1]?.StartTime ?? 0) >= (view.Waves[0]?.EndTime ?? Infinity), view.Waves.map(({ StartTime, EndTime }) => ({ StartTime, EndTime })));

  const written = readFileSync(logFile, 'utf8');
  const measured = ['ExecutionsInPolling', 'PollingDuration', 'DetectionDelay', 'ServersLaunched'].filter((metric) => !written.includes(`"${metric}"`));
  must('the functions wrote their metrics into their logs', measured.length === 0, { missing: measured });

  print('Destroying (cdktf destroy)');
  const destroyed = await cdktf.destroy();
  must(`destroy succeeds: ${destroyed}`, /destroyed/.test(destroyed), destroyed);
  const left = await leftOver(engine.api, settings.Project);
  must('nothing is left', left.length === 0, left);
}

/** Says why it cannot be rehearsed here; a skip counts as such. */
function notRehearsed(why: string): void {
  print(`Not rehearsed: ${why}.`);
  print('\n0 passed, 0 failed, 1 skipped');
}

async function main(): Promise<void> {
  const clock = hostClock();
  const host = new LambdaHost({ clock, onError: ({ functionName, error }) => log(`${functionName} failed: ${JSON.stringify(error)}\n`) });
  const lambdaPort = values['lambda-port'] === undefined ? {} : { port: Number(values['lambda-port']) };
  const lambda = await startLambdaServer({ host, ...lambdaPort });
  const engine = values.endpoint === undefined ? await startEngine(lambda.url, settings.Region) : { api: engineApi(values.endpoint, settings.Region), close: async () => undefined };
  try {
    if ('unavailable' in engine) return notRehearsed(engine.unavailable);
    const cdktf = new Cdktf(folder, engine.api.url, settings.Region, log);
    if (cdktf.unavailable !== undefined) return notRehearsed(cdktf.unavailable);
    print(`AWS API ${engine.api.url}, functions ${lambda.url}`);
    for (const { says } of exceptions) print(`Not deployed here: ${says}.`);
    try {
      await rehearse(cdktf, engine, host, clock, lambda.url);
    } catch (error) {
      // The engine takes what was deployed with it; another API would keep it.
      if (values.endpoint !== undefined) await cdktf.destroy().catch((reason: unknown) => print(`What was deployed is still there: ${String(reason)}`));
      throw error;
    }
    print(`\n${passed} passed, 0 failed`);
  } finally {
    if (!('unavailable' in engine)) await engine.close();
    await lambda.close();
  }
}

try {
  await main();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  print(`The log, and what was generated, are in ${folder}.`);
  print(`\n${passed} passed, 1 failed`);
  process.exitCode = 1;
}
