import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { enginesResults } from '../run/enginesResults.mjs';
import { root } from '../run/root.mjs';
import { moveTemporaryFiles } from '../run/testRun.mjs';
import { folderOf, pathWith } from './folder.js';

const results = (passed: number): string => JSON.stringify({ package: 'core', passed, failed: 0, skipped: [], failures: [], tests: [] });

interface Outcome {
  readonly last: string | undefined;
  /** What turbo was asked for. */
  readonly turbo: string | undefined;
  /** The results in the checkout, with how many tests passed. */
  readonly results: Readonly<Record<string, number | undefined>>;
}

/** Runs `npm run test:engines` in a checkout that has results of earlier runs; turbo's stand-in writes these. */
function testEngines(writes: string, args: readonly string[], environment: Readonly<Record<string, string>>): Outcome {
  const folder = folderOf({
    'package.json': JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' } }),
    'pnpm-lock.yaml': '',
    'packages/core/package.json': '{}',
    'packages/core/test-results/engines.json': results(10),
    'packages/core/test-results/engines-stepfunctions-local.json': results(20),
    'bin/npx': `#!/bin/sh\ncase "$*" in *turbo*) echo "$*" > asked.txt; echo '${results(1)}' > packages/core/test-results/${writes}.json;; esac\n`,
    'scripts/package.json': '{ "type": "module" }',
    'tmp/.keep': '',
  });
  for (const each of ['apps', 'node_modules']) mkdirSync(join(folder, each));
  for (const each of ['run.mjs', 'run']) cpSync(join(root, 'scripts', each), join(folder, 'scripts', each), { recursive: true });
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|CONFORMANCE_)/.test(name)));
  const { stdout } = spawnSync(process.execPath, [join(folder, 'scripts', 'run.mjs'), 'engines', ...args], {
    cwd: folder,
    env: { ...plain, ...moveTemporaryFiles(join(folder, 'tmp')), PATH: pathWith(folder), ...environment },
    encoding: 'utf8',
  });
  const passedIn = (name: string): number | undefined => {
    const file = join(folder, 'packages/core/test-results', `${name}.json`);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly passed: number }).passed : undefined;
  };
  const names = ['engines', 'engines-stepfunctions-local'];
  return {
    last: stdout.trimEnd().split('\n').at(-1),
    turbo: readFileSync(join(folder, 'asked.txt'), 'utf8').trim().replace(/^.* turbo run /, ''),
    results: Object.fromEntries(names.map((name) => [name, passedIn(name)])),
  };
}

const given = { AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:8083', CONFORMANCE_ENGINE: 'stepfunctions-local' };

describe('npm run test:engines', () => {
  it('runs the packages beside each other on what this machine has', () => {
    const { turbo, results: left, last } = testEngines('engines', [], {});
    expect(turbo).toBe('test:engines --continue=dependencies-successful');
    expect(left).toEqual({ engines: 1, 'engines-stepfunctions-local': 20 });
    expect(last).toMatch(/^[14] passed, 0 failed/);
  });

  it('runs them one after the other on an engine that is given: each serves its functions at the one address that the engine calls', () => {
    expect(testEngines('engines-stepfunctions-local', ['--force'], given).turbo).toBe('test:engines --continue=dependencies-successful --concurrency=1 --force');
  });

  it('leaves to the user how turbo goes about it, where that is said', () => {
    expect(testEngines('engines-stepfunctions-local', ['--concurrency=2', '--continue'], given).turbo).toBe('test:engines --concurrency=2 --continue');
  });

  it('leaves the results of this machine\'s engine where they are, and counts those of the engine that is given', () => {
    const { results: left, last } = testEngines('engines-stepfunctions-local', [], given);
    expect(left).toEqual({ engines: 10, 'engines-stepfunctions-local': 1 });
    expect(last).toMatch(/^[14] passed, 0 failed/);
  });

  it('calls results by the engine, and by AWS where it is not said or not known', () => {
    const url = { AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:1' };
    expect(enginesResults({})).toBe('engines');
    expect(enginesResults({ AWS_ENDPOINT_URL_SFN: '', CONFORMANCE_ENGINE: 'moto' })).toBe('engines');
    expect(enginesResults({ ...url, CONFORMANCE_ENGINE: 'moto' })).toBe('engines-moto');
    expect(enginesResults(url)).toBe('engines-aws');
    expect(enginesResults({ ...url, CONFORMANCE_ENGINE: '../elsewhere' })).toBe('engines-aws');
  });
});
