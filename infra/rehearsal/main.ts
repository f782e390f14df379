// npm run deploy:rehearsal: deploys for real against an AWS API on loopback, runs a drill on what was deployed, and
// destroys it. --endpoint URL takes a running API instead of the engine; it must call functions at --lambda-endpoint URL,
// where this process hosts them.
import { LambdaHost, startLambdaServer } from '@drs-orchestration/testkit';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Configuration, TargetAccount } from '../src/configuration/configuration.js';
import { Names } from '../src/names.js';
import { Cdktf } from './cdktf.js';
import { region, rehearsalConfiguration } from './configuration.js';
import { archiveDigests } from './deployedFunctions.js';
import { hostClock, runDrill, type SeenDrill } from './drill.js';
import { accountOf, keysIn, rehearsalKeys, runningEngine, startEngine, type Engine } from './engine.js';
import { exceptions } from './exceptions.js';
import { leftOver } from './left.js';
import { entranceOf, rolesLeft } from './targetAccount.js';

const { values } = parseArgs({ options: { endpoint: { type: 'string' }, 'lambda-endpoint': { type: 'string' } } });
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

/** What is rehearsed, and on what. */
interface Stage {
  readonly engine: Engine;
  readonly settings: Configuration;
  readonly system: Cdktf;
  readonly host: LambdaHost;
  readonly clock: ReturnType<typeof hostClock>;
  readonly lambdaUrl: string;
  /** Asynchronous invocations that failed. */
  readonly failures: readonly string[];
}

const unchanged = '0 added, 0 changed, 0 destroyed';

/** Deploys, drills and destroys the system, a target account's stack beside it. */
async function rehearse(stage: Stage): Promise<void> {
  const { engine, settings, system } = stage;
  const names = new Names(settings);
  print('Deploying (cdktf deploy)');
  const first = await system.deploy();
  must(`the deploy succeeds: ${first.summary}`, / 0 changed, 0 destroyed/.test(first.summary), first.summary);
  const archives = archiveDigests(system.stackFolder);
  const second = await system.deploy();
  must('a second deploy changes nothing', second.summary === unchanged, second.summary);

  for (const target of settings.TargetAccounts) await rehearseTarget(stage, names, target);

  print('Drill on what was deployed');
  checkDrill(await runDrill({ ...stage, api: engine.api, outputs: first.outputs, names, archives, print }), stage);

  print('Destroying (cdktf destroy)');
  const destroyed = await system.destroy();
  must(`destroy succeeds: ${destroyed}`, /destroyed/.test(destroyed), destroyed);
  const left = await leftOver(engine.api, names);
  must('nothing is left', left.length === 0, left);
}

/** Deploys and destroys the stack of a target account, with keys of that account. */
async function rehearseTarget({ engine, system }: Stage, names: Names, target: TargetAccount): Promise<void> {
  print(`Deploying the role in the target account ${target.AccountId}`);
  const keys = await keysIn(engine.api, target.AccountId);
  const stack = system.beside({ stack: 'target', app: 'rehearsal/targetApp.ts', folder: join(folder, `target-${target.AccountId}`), keys });
  try {
    const first = await stack.deploy();
    must(`the target account's deploy succeeds: ${first.summary}`, first.summary === '2 added, 0 changed, 0 destroyed', first.summary);
    const second = await stack.deploy();
    must('a second deploy changes nothing there', second.summary === unchanged, second.summary);
    const { trusted, functions, externalId } = await entranceOf(engine.api, region, keys.accessKeyId, target, names);
    must('its role lets in the deployed functions orchestrator, poller and api alone, with the external id', trusted.join() === functions.join() && externalId === target.ExternalId, { trusted, functions, externalId });
  } catch (error) {
    await stack.destroy().catch((reason: unknown) => print(`What was deployed is still there: ${String(reason)}`));
    throw error;
  }
  const destroyed = await stack.destroy();
  must(`its destroy succeeds: ${destroyed}`, destroyed === '2 destroyed', destroyed);
  const left = await rolesLeft(engine.api, region, keys.accessKeyId);
  must('nothing is left there', !left.includes(target.RoleName), left);
}

/** Says what the drill showed; ids of requirements stand where it proves them. */
function checkDrill({ view, statuses, wasIndexed, expires, told, finderCalls }: SeenDrill, { settings, failures }: Stage): void {
  must('the drill is COMPLETED', view.Status === 'COMPLETED', { Status: view.Status, Errors: view.Errors });
  must('it was POLLING before, and the deployed StatusIndex named it then [A1] [B2]', wasIndexed && statuses.includes('POLLING'), statuses);
  const beats = finderCalls.slice(1).map((at, index) => (at - (finderCalls[index] ?? 0)) / 1000);
  must(`the deployed schedule called the finder ${finderCalls.length} times, each minute of the host's clock [A2]`, beats.length > 0 && beats.every((seconds) => seconds === 60), beats);
  must('the deployed rule told the orchestrator of the end of its machine', told.join() === `${view.ExecutionId}: SUCCEEDED`, told);
  const servers = view.Waves.flatMap((wave) => wave.Servers);
  const checked = servers.filter((server) => server.InstanceId !== undefined && server.HealthStatus === 'PASSED');
  must(`all ${servers.length} servers were launched, and their instances checked [R10.2]`, checked.length === servers.length, servers);
  must('all of them were terminated again [R10.3]', servers.every((server) => server.Status === 'TERMINATED'), servers.map((server) => server.Status));
  must('the second wave began after the first had ended [R1.2]', (view.Waves[1]?.StartTime ?? 0) >= (view.Waves[0]?.EndTime ?? Infinity), view.Waves.map(({ StartTime, EndTime }) => ({ StartTime, EndTime })));

  const kept = (settings.Retention.HistoryDays ?? 0) * 86_400;
  must('its record expires after the configured days, by the attribute that the deployed table looks at', expires === (view.EndTime ?? 0) + kept, { EndTime: view.EndTime, expires });

  const written = readFileSync(logFile, 'utf8');
  const measured = ['ExecutionsInPolling', 'PollingDuration', 'ExecutionPhase', 'DetectionDelay', 'ServersLaunched'].filter((metric) => !written.includes(`"${metric}"`));
  must('the functions wrote their metrics into their logs, by phase [A22]', measured.length === 0, { missing: measured });
  const errors = written.split('\n').filter((line) => /"level":"(ERROR|CRITICAL)"/.test(line));
  must('no function failed, and none logged an error', failures.length === 0 && errors.length === 0, { failures, errors });
}

/** Says why it cannot be rehearsed here; a skip counts as such. */
function notRehearsed(why: string): void {
  print(`Not rehearsed: ${why}.`);
  print('\n0 passed, 0 failed, 1 skipped');
}

/** The port at which the host listens, so that functions are reached at an address. @throws Error where it is not this machine's */
function portOf(lambdaEndpoint: string): number {
  const { protocol, hostname, port } = new URL(lambdaEndpoint);
  if (protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(hostname)) throw new Error(`--lambda-endpoint ${lambdaEndpoint}: the functions are hosted here: give http://127.0.0.1:<port>`);
  return Number(port || 80);
}

async function main(): Promise<void> {
  const { endpoint, 'lambda-endpoint': lambdaEndpoint } = values;
  if (endpoint !== undefined && lambdaEndpoint === undefined) {
    throw new Error('--endpoint needs --lambda-endpoint: where that AWS API was told to call functions, such as http://127.0.0.1:9000. They are hosted there.');
  }
  const clock = hostClock();
  const failures: string[] = [];
  const onError = ({ functionName, error }: { functionName: string; error: object }): void => {
    failures.push(`${functionName} failed: ${JSON.stringify(error)}`);
    log(`${failures.at(-1)}\n`);
  };
  const host = new LambdaHost({ clock, onError });
  const lambda = await startLambdaServer({ host, ...(lambdaEndpoint === undefined ? {} : { port: portOf(lambdaEndpoint) }) });
  try {
    const engine = endpoint === undefined ? await startEngine(lambda.url, region) : await runningEngine(endpoint, region);
    if ('unavailable' in engine) return notRehearsed(engine.unavailable);
    try {
      const accountId = await accountOf(engine.api);
      const system = new Cdktf({ stack: 'system', app: 'rehearsal/app.ts', folder: join(folder, 'system'), endpoint: engine.api.url, region, keys: rehearsalKeys, accountId, log });
      if (system.unavailable !== undefined) return notRehearsed(system.unavailable);
      print(`AWS API ${engine.api.url}, account ${accountId}, functions ${lambda.url}`);
      for (const { says } of exceptions) print(`Not deployed here: ${says}.`);
      try {
        await rehearse({ engine, settings: rehearsalConfiguration(accountId), system, host, clock, lambdaUrl: lambda.url, failures });
      } catch (error) {
        // The engine takes what was deployed with it; another API would keep it.
        if (endpoint !== undefined) await system.destroy().catch((reason: unknown) => print(`What was deployed is still there: ${String(reason)}`));
        throw error;
      }
      print(`\n${passed} passed, 0 failed`);
    } finally {
      await engine.close();
    }
  } finally {
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
