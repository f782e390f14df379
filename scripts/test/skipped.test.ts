import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

import { presentEngines, type Engine } from '../run/engines.mjs';
import { needlesslySkipped } from '../run/skipped.mjs';
import type { TestResults, TestRun } from '../run/testResults.mjs';
import { folderOf, pathWith } from './folder.js';

const terraform = 'test/terraform/terraform.test.ts';
const rehearsal = 'rehearsal/main.ts';
const machine = 'test/machine/thirdParty.test.ts';
const conformance = 'test/engines/conformance.engines.ts';

function ran(...tests: readonly (readonly [file: string, state: TestRun['state']])[]): readonly TestResults[] {
  return [{ package: 'infra', passed: 0, failed: 0, skipped: [], tests: tests.map(([file, state]) => ({ file, title: 'x', state })) }];
}

const faults = (results: readonly TestResults[], ...present: readonly Engine[]): string[] => needlesslySkipped(results, new Set(present));

describe('what was skipped', () => {
  it('is no fault where the engine that it needs, or one of them, is not there', () => {
    const results = ran([terraform, 'skipped'], [rehearsal, 'skipped']);
    expect(faults(results)).toEqual([]);
    expect(faults(ran([machine, 'passed'], [conformance, 'passed'], [rehearsal, 'skipped']), 'aws-api')).toEqual([]);
  });

  it('is no fault where the engine is known not to do as AWS documents, and only there', () => {
    const skippedFor = (reason: string): readonly TestResults[] => ran([machine, 'passed'], [conformance, 'skipped']).map((result) => ({ ...result, skipped: [{ title: `${conformance}: x`, reason }] }));
    expect(faults(skippedFor('moto runs them all at once'), 'aws-api')).toEqual([]);
    expect(faults(skippedFor('it was not started'), 'aws-api')).toEqual(['conformance of an engine that nobody here wrote: skipped 1 of 1, although aws-api is present']);
  });

  it('is a fault where all that it needs is there, also where it was never run', () => {
    expect(faults(ran([terraform, 'passed'], [terraform, 'skipped']), 'terraform')).toEqual(['what is generated, in Terraform: skipped 1 of 2, although terraform is present']);
    expect(faults(ran([terraform, 'failed'], [machine, 'passed'], [conformance, 'passed']), 'terraform', 'aws-api')).toEqual([
      'the rehearsal of a deploy: did not run, although aws-api and terraform are present',
    ]);
  });
});

describe('an engine', () => {
  const engines = (python: string, terraformSays: string, mirror: string): ReadonlySet<Engine> => {
    const folder = folderOf({ 'bin/python3': `#!/bin/sh\n${python}`, 'bin/terraform': `#!/bin/sh\n${terraformSays}`, 'engines/aws-api': '', 'engines/terraform-mirror': `#!/bin/sh\n${mirror}` });
    vi.stubEnv('PATH', pathWith(folder));
    try {
      return presentEngines(join(folder, 'engines'));
    } finally {
      vi.unstubAllEnvs();
    }
  };

  it('is present where it can run: its program alone is not enough', () => {
    expect([...engines('exit 0', 'exit 0', 'exit 0')]).toEqual(expect.arrayContaining(['aws-api', 'terraform']));
    const none = engines('exit 1', 'exit 0', 'exit 3');
    expect([none.has('aws-api'), none.has('terraform')]).toEqual([false, false]);
    expect(engines('exit 0', 'exit 127', 'exit 0').has('terraform')).toBe(false);
  });

  it('is not present where its folder is not', () => {
    const nowhere = presentEngines(join(folderOf({}), 'none'));
    expect([nowhere.has('aws-api'), nowhere.has('terraform')]).toEqual([false, false]);
  });
});
