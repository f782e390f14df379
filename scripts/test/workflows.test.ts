import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { root } from '../run/root.mjs';
import { engineHosts, givenEngine, lambdaPlace } from '../vitest/givenEngine.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, Service>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github', 'workflows');
const files = readdirSync(folder);
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string): Workflow => parse(text(file)) as Workflow;
const ci = workflow('ci.yml');
const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(composeText) as { readonly services: Readonly<Record<string, Service>> };
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };

describe.each(files)('the workflow %s', (file) => {
  const steps = Object.values(workflow(file).jobs).flatMap((job) => job.steps);

  it('uses actions by a whole commit, whose version stands beside it', () => {
    const used = text(file).split('\n').filter((line) => /\buses:/.test(line));
    expect(used.filter((line) => !/ uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
  });

  it('runs only commands that there are', () => {
    const asked = [...text(file).matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(asked.filter((name) => !(name in scripts))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('may only read, where a job does not say otherwise', () => {
    expect(workflow(file).permissions).toEqual({ contents: 'read' });
  });
});

describe('the CI', () => {
  const { unit, integration, engines, e2e } = ci.jobs;
  const ranBy = (job: Job | undefined): readonly string[] => job?.steps.flatMap(({ run }) => run ?? []) ?? [];

  it('runs the unit tests first, then all that must hold and the engines, then AWS where an account is named', () => {
    expect(ranBy(unit)).toEqual(['npm test']);
    expect(integration?.needs).toBe('unit');
    expect(ranBy(integration)).toContain('.ci/run');
    expect(engines?.needs).toBe('unit');
    expect(e2e?.needs).toEqual(['integration', 'engines']);
    expect(e2e?.if).toContain("vars.DRS_E2E_ACCOUNT != ''");
    expect(e2e?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  it('has the engines of docker-compose.yml as services, at a version each, calling the functions where the tests serve them', () => {
    const images = (services: Readonly<Record<string, Service>> = {}): unknown => Object.entries(services).map(([name, { image }]) => [name, image]);
    expect(images(engines?.services)).toEqual(images(compose.services));
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/^amazon\/[\w-]+:\d+\.\d+\.\d+$/);
    const environment = engines?.steps.find(({ run }) => run?.startsWith('npm run test:engines'))?.env;
    expect(engines?.services?.['stepfunctions']?.env?.['LAMBDA_ENDPOINT']).toBe(`http://host.docker.internal:${environment?.['CONFORMANCE_LAMBDA_PORT']}`);
    expect(compose.services['stepfunctions']?.environment?.['LAMBDA_ENDPOINT']).toBe('http://host.docker.internal:${LAMBDA_PORT:-5567}');
    expect(givenEngine(environment ?? {})?.kind).toBe('stepfunctions-local');
    expect(engineHosts(environment ?? {})).toEqual(['172.17.0.1']);
  });
});

describe('docker-compose.yml', () => {
  it('says how its engines are used by hand, and all that the suite needs to know of them', () => {
    const said = Object.fromEntries([...composeText.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
    expect(givenEngine(said)?.kind).toBe('stepfunctions-local');
    expect(lambdaPlace(said)).toEqual({ address: '172.17.0.1', port: 5567 });
    const ports = Object.fromEntries(Object.entries(compose.services).map(([name, { ports: [port = ''] = [] }]) => [name, /:-(\d+)\}/.exec(port)?.[1]]));
    expect(new URL(said['AWS_ENDPOINT_URL_SFN'] ?? '').port).toBe(ports['stepfunctions']);
    expect(new URL(said['AWS_ENDPOINT_URL_DYNAMODB'] ?? '').port).toBe(ports['dynamodb']);
    expect(said['CONFORMANCE_MOCKS']).toBe('true');
  });
});
