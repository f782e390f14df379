import { systemClock } from '@drs-orchestration/core/aws';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineApi, type EngineApi } from './engineApi.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Where the engines are: beside the checkout, or where DRS_ENGINES_DIR says. */
export const enginesFolder: string = process.env['DRS_ENGINES_DIR'] ?? join(repository, '../shared/engines');
/** The engine's exit status where what it needs is not installed. */
const notInstalled = 3;
/** Runs the engine until our end of the pipe closes, however we end. */
const tied = 'exec 3<&0; "$0" "$@" & engine=$!; (cat <&3 >/dev/null; kill -9 "$engine" 2>/dev/null) & wait "$engine"';

/** Whose calls they are. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Those of whom the rehearsal runs as: nobody, so no address given by mistake can be harmed. */
export const rehearsalKeys: Keys = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

/** A running AWS API. */
export interface Engine {
  readonly api: EngineApi;
  close(): Promise<void>;
}

/**
 * An AWS API that runs already, and goes on running.
 * @throws Error where nothing answers there
 */
export async function runningEngine(endpoint: string, region: string): Promise<Engine> {
  const api = engineApi(endpoint.replace(/\/+$/, ''), region);
  if (!(await answers(api))) throw new Error(`no AWS API answers at ${endpoint}: start it, or leave out --endpoint, which starts one`);
  return { api, close: async () => undefined };
}

/** The account that the API says its caller is of. @throws Error where it does not say */
export async function accountOf(api: EngineApi): Promise<string> {
  const [account] = (await api.query('sts', '2011-06-15', 'GetCallerIdentity'))('Account');
  if (account === undefined) throw new Error(`${api.url} does not say which account it is`);
  return account;
}

/** Keys of an administrator of another account, whom the engine lets everybody be. */
export async function keysIn(api: EngineApi, accountId: string): Promise<Keys> {
  const session = { RoleArn: `arn:aws:iam::${accountId}:role/administrator`, RoleSessionName: 'rehearsal' };
  const answer = await api.query('sts', '2011-06-15', 'AssumeRole', session);
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].flatMap((element) => answer(element).slice(0, 1));
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) throw new Error(`${api.url} lets nobody into the account ${accountId}`);
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(api: EngineApi): Promise<boolean> {
  return api.json('states', 'AWSStepFunctions.ListStateMachines', {}).then(() => true, () => false);
}

/**
 * Starts the engine, its Lambda calls going to an endpoint; or the reason why there is none here.
 * @throws Error where it does not come up
 */
export async function startEngine(lambdaEndpoint: string, region: string): Promise<Engine | { readonly unavailable: string }> {
  const path = join(enginesFolder, 'aws-api');
  if (!existsSync(path)) return { unavailable: `${path} is not there: set DRS_ENGINES_DIR, or give an AWS API by --endpoint` };
  const port = await freePort();
  const child = spawn('sh', ['-c', tied, path, '--port', String(port), '--lambda-endpoint', lambdaEndpoint], { stdio: ['pipe', 'ignore', 'ignore'] });
  const api = engineApi(`http://127.0.0.1:${port}`, region);
  const close = async (): Promise<void> => {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    child.stdin.end();
    await gone;
  };
  for (let attempts = 0; attempts < 300 && child.exitCode === null; attempts += 1) {
    if (await answers(api)) return { api, close };
    await systemClock.sleep(200);
  }
  const { exitCode } = child;
  await close();
  if (exitCode === notInstalled) return { unavailable: `${path} says that what it needs is not installed` };
  throw new Error(`${path} did not come up${exitCode === null ? ' within a minute' : ` (exit status ${exitCode})`}`);
}
