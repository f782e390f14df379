import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '@drs-orchestration/core/aws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LambdaHost } from '../../src/lambda-host/lambdaHost.js';
import { startLambdaServer } from '../../src/lambda-host/startLambdaServer.js';

type Relay = (event: unknown, context: { readonly functionName: string }) => Promise<unknown>;

const readme = readFileSync(new URL('../../src/step-functions/README.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'relay-'));
const host = new LambdaHost({ clock: systemClock });
let relay: Relay;
let close = async (): Promise<void> => undefined;

beforeAll(async () => {
  const file = join(folder, 'relay.mjs');
  writeFileSync(file, /```js\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? '');
  ({ handler: relay } = (await import(pathToFileURL(file).href)) as { readonly handler: Relay });
  const server = await startLambdaServer({ host });
  close = () => server.close();
  vi.stubEnv('SUITE_URL', server.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the README's function for AWS, which sends its events on to the suite", () => {
  const context = { functionName: 'relay' };

  it('answers what the function of its name answers here', async () => {
    host.register('relay', (event) => Promise.resolve({ got: event }));
    expect(await relay({ Task: 'T' }, context)).toEqual({ got: { Task: 'T' } });
  });

  it('fails with the name and the message of the error that is thrown here, as Catch and Retry see them', async () => {
    host.register('relay', () => Promise.reject(Object.assign(new Error('no such plan'), { name: 'TerminalError' })));
    await expect(relay({}, context)).rejects.toMatchObject({ name: 'TerminalError', message: 'no such plan' });
  });

  it('fails where nobody here has a function of its name', async () => {
    await expect(relay({}, { functionName: 'stranger' })).rejects.toThrow(/functions\/stranger\/invocations answered 404/);
  });
});
