import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

import { noDocker, testOnCompose } from '../run/compose.mjs';
import { enginesResults } from '../run/enginesResults.mjs';
import { engineHosts, givenEngine } from '../vitest/givenEngine.js';
import { folderOf, pathWith } from './folder.js';

interface Ran {
  readonly status: number;
  /** What docker was asked for, the project's name left out. */
  readonly asked: readonly string[];
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly args: readonly string[] | undefined;
}

/** Runs with a docker of which `info` does one thing and `up` another; what it starts are servers of this test. */
async function runWith(docker: { readonly info: string; readonly up: string }, outcome: number | Error = 0): Promise<Ran> {
  const folder = folderOf({
    'bin/docker': `#!/bin/sh
echo "$@" >> "\${0%/bin/docker}/asked.txt"
case "$*" in info) ${docker.info};; *' up --detach') echo "$STEPFUNCTIONS_PORT $DYNAMODB_PORT $LAMBDA_PORT" > "\${0%/bin/docker}/ports.txt"; ${docker.up};; network*) echo 172.30.0.1;; esac\n`,
  });
  vi.stubEnv('PATH', pathWith(folder));
  const silent = vi.spyOn(console, 'error').mockReturnValue();
  let seen: Pick<Ran, 'environment' | 'args'> = { environment: undefined, args: undefined };
  const servers = [createServer((_, response) => response.end()), createServer((_, response) => response.end())];
  const started = setInterval(() => {
    if (!existsSync(join(folder, 'ports.txt'))) return;
    clearInterval(started);
    const ports = readFileSync(join(folder, 'ports.txt'), 'utf8').split(' ').map(Number);
    servers.forEach((server, index) => server.listen(ports[index], '127.0.0.1'));
  }, 20);
  try {
    const status = await testOnCompose(['--force'], async (_, args, environment) => {
      seen = { args, environment };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }).catch((error: unknown) => (error === outcome ? -1 : Promise.reject(error as Error)));
    const asked = readFileSync(join(folder, 'asked.txt'), 'utf8').trim().split('\n');
    return { status, asked: asked.map((line) => line.replace(/ --project-name drs-engines-\d+/, '')), ...seen };
  } finally {
    clearInterval(started);
    for (const server of servers) server.close();
    silent.mockRestore();
    vi.unstubAllEnvs();
  }
}

const down = 'compose down --volumes --timeout 1';

describe('npm run test:engines -- --compose', () => {
  it('says so and ends with 3 where there is no Docker engine, and starts nothing', async () => {
    expect(await runWith({ info: 'echo no daemon >&2; exit 1', up: 'true' })).toMatchObject({ status: noDocker, asked: ['info'], environment: undefined });
    expect(noDocker).toBe(3);
  });

  it('runs the suite on the engines that it started, and removes them', async () => {
    const { status, asked, environment, args } = await runWith({ info: 'true', up: 'true' });
    expect(status).toBe(0);
    expect(asked).toEqual(['info', 'compose version', 'compose up --detach', ...(process.platform === 'linux' ? [expect.stringMatching(/^network inspect bridge/)] : []), down]);
    expect(args).toEqual(['--force']);
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL_SFN: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      CONFORMANCE_ENGINE: 'stepfunctions-local',
      CONFORMANCE_LAMBDA_ADDRESS: process.platform === 'linux' ? '172.30.0.1' : '127.0.0.1',
      CONFORMANCE_MOCKS: 'true',
    });
    // The suite takes that, lets containers call its functions, and reaches nothing else.
    expect(givenEngine(environment ?? {})).toMatchObject({ kind: 'stepfunctions-local', client: { region: 'us-east-1' } });
    expect(engineHosts(environment ?? {})).toEqual(process.platform === 'linux' ? ['172.30.0.1'] : []);
    expect(enginesResults(environment ?? {})).toBe('engines-stepfunctions-local');
  });

  it("ends as the suite does, and removes the engines whatever became of it", async () => {
    expect(await runWith({ info: 'true', up: 'true' }, 7)).toMatchObject({ status: 7 });
    const thrown = await runWith({ info: 'true', up: 'true' }, new Error('the suite broke'));
    expect([thrown.status, thrown.asked.at(-1)]).toEqual([-1, down]);
  });

  it('fails where the engines do not start, and removes what did', async () => {
    const { status, asked, environment } = await runWith({ info: 'true', up: 'exit 1' });
    expect([status, asked.at(-1), environment]).toEqual([1, down, undefined]);
  });
});
