import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@drs-orchestration/core';

/** A running AWS API that nobody here wrote, its Step Functions engine included. */
export interface ThirdPartyEngine {
  readonly url: string;
  /** Ends it: no process is left. */
  close(): Promise<void>;
}

/** Why there is no such engine here. */
export interface UnavailableEngine {
  readonly unavailable: string;
}

/** How it is started. */
export interface ThirdPartyEngineOptions {
  /** The folder that has the program `aws-api`. */
  readonly folder: string;
  /** Where its Task states call Lambda functions. */
  readonly lambdaEndpoint: string;
  /** The system's: the engine runs in real time. */
  readonly clock: Clock;
}

/** The engine's exit status where what it needs is not installed. */
const notInstalled = 3;
/** Runs the engine until our end of the pipe closes, however we end. */
const tied = 'exec 3<&0; "$0" "$@" & engine=$!; (cat <&3 >/dev/null; kill -9 "$engine" 2>/dev/null) & wait "$engine"';
/** Looks for an answer, 200 ms apart. */
const looks = 300;

/** Starts the third-party AWS API `aws-api` on loopback, or says why it cannot run here. It does not outlive us. */
export async function startThirdPartyEngine({ folder, lambdaEndpoint, clock }: ThirdPartyEngineOptions): Promise<ThirdPartyEngine | UnavailableEngine> {
  const program = join(folder, 'aws-api');
  if (!existsSync(program)) return { unavailable: `${program} is not there; set DRS_ENGINES_DIR to the folder that has it` };
  const port = await freePort();
  const child = spawn('sh', ['-c', tied, program, '--port', String(port), '--lambda-endpoint', lambdaEndpoint], { stdio: ['pipe', 'ignore', 'ignore'] });
  const close = async (): Promise<void> => {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    child.stdin.end();
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  for (let look = 0; look < looks && child.exitCode === null; look += 1) {
    if (await answers(url)) return { url, close };
    await clock.sleep(200);
  }
  await close();
  if (child.exitCode === notInstalled) return { unavailable: `${program} says that what it needs is not installed` };
  throw new Error(`${program} did not answer on ${url} (exit status ${String(child.exitCode)})`);
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
