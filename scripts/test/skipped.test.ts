import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

import { presentEngines, type Engine } from '../run/engines.mjs';
import { needlesslySkipped } from '../run/skipped.mjs';
import { setUpFailed, type TestResults, type TestRun } from '../run/testResults.mjs';
import { folderOf, pathWith } from './folder.js';

const terraform = 'test/terraform/terraform.test.ts';
const rehearsal = 'rehearsal/main.ts';
const machine = 'test/engines/thirdPartyScenarios.engines.ts';
const conformance = 'test/engines/conformance.engines.ts';

type Results = TestResults & { readonly suite: string };

/** The results of the suites on this machine's engines. */
function ran(...tests: readonly (readonly [file: string, state: TestRun['state']])[]): readonly Results[] {
  return [{ suite: 'engines', package: 'infra', passed: 0, failed: 0, skipped: [], failures: [], tests: tests.map(([file, state]) => ({ file, title: 'x', state })) }];
}

const faults = (results: readonly Results[], ...present: readonly Engine[]): string[] => needlesslySkipped(results, new Set(present));

describe('what was skipped', () => {
  it('is no fault where the engine that it needs, or one of them, is not there', () => {
    const results = ran([terraform, 'skipped'], [rehearsal, 'skipped']);
    expect(faults(results)).toEqual([]);
    expect(faults(ran([machine, 'passed'], [conformance, 'passed'], [rehearsal, 'skipped']), 'aws-api')).toEqual([]);
  });

  it('is no fault where the engine is known not to do as AWS documents, and only there', () => {
    const skippedFor = (reason: string): readonly Results[] => ran([machine, 'passed'], [conformance, 'skipped']).map((result) => ({ ...result, skipped: [{ title: `${conformance}: x`, reason }] }));
    expect(faults(skippedFor('moto runs them all at once'), 'aws-api')).toEqual([]);
    expect(faults(skippedFor('it was not started'), 'aws-api')).toEqual(['conformance of an engine that nobody here wrote: skipped 1 of 1, although aws-api is present']);
  });

  it('is a fault where all that it needs is there, also where it was never run', () => {
    expect(faults(ran([terraform, 'passed'], [terraform, 'skipped']), 'terraform')).toEqual(['what is generated, in Terraform: skipped 1 of 2, although terraform is present']);
    expect(faults(ran([terraform, 'failed'], [machine, 'passed'], [conformance, 'passed']), 'terraform', 'aws-api')).toEqual([
      'the rehearsal of a deploy: did not run, although aws-api and terraform are present',
    ]);
  });

  it('on Step Functions Local is asked for where a Docker engine can bring it, and is nothing that ran on another engine', () => {
    const drills = 'test/engines/thirdPartyDrill.engines.ts';
    const mocked = 'test/engines/mockedWays.engines.ts';
    const here = ran([conformance, 'passed'], [drills, 'passed'], [mocked, 'skipped']);
    expect(faults(here, 'docker')).toEqual([
      'conformance of Step Functions Local: did not run, although docker is present',
      'drills on Step Functions Local: did not run, although docker is present',
      'mocked ways on Step Functions Local: did not run, although docker is present',
    ]);
    const there = ran([conformance, 'skipped'], [drills, 'passed'], [mocked, 'passed'], [mocked, 'skipped']).map((result) => ({
      ...result,
      suite: 'engines-stepfunctions-local',
      skipped: [{ title: `${conformance}: x`, reason: 'stepfunctions-local shows no cause' }, { title: `${mocked}: x`, reason: 'it rests for ten minutes, by the wall' }],
    }));
    expect(faults([...here, ...there], 'docker')).toEqual([]);
    expect(faults([...there, ...ran([machine, 'passed'])], 'aws-api')).toEqual(['conformance of an engine that nobody here wrote: did not run, although aws-api is present']);
    const otherwise = there.map((result) => ({ ...result, skipped: [{ title: `${conformance}: x`, reason: 'moto shows no cause' }] }));
    expect(faults(otherwise, 'docker')[0]).toBe('conformance of Step Functions Local: skipped 1 of 1, although docker is present');
  });

  it('is a fault that names the error where the suite could not be set up', () => {
    const broken = ran([terraform, 'skipped']).map((result) => ({ ...result, skipped: [{ title: `${terraform}: x`, reason: `${setUpFailed}Hook timed out in 120000ms.` }] }));
    expect(faults(broken, 'terraform')).toEqual(["what is generated, in Terraform: 1 of 1 did not run, because the suite's own set-up failed: Hook timed out in 120000ms."]);
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

  it('is Docker where that reaches an engine and has compose', () => {
    const reaches = (info: number, compose: number): boolean => {
      vi.stubEnv('PATH', pathWith(folderOf({ 'bin/docker': `#!/bin/sh\ncase "$*" in info) exit ${info};; 'compose version') exit ${compose};; esac\n` })));
      try {
        return presentEngines(join(folderOf({}), 'none')).has('docker');
      } finally {
        vi.unstubAllEnvs();
      }
    };
    expect([reaches(0, 0), reaches(1, 0), reaches(0, 1)]).toEqual([true, false, false]);
  });

  it('is not present where its folder is not', () => {
    const nowhere = presentEngines(join(folderOf({}), 'none'));
    expect([nowhere.has('aws-api'), nowhere.has('terraform')]).toEqual([false, false]);
  });
});
