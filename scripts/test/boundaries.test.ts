import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { folderOf } from './folder.js';

const rules = await extractConfig(join(root, '.dependency-cruiser.cjs'));

/** A checkout in which each of these modules may be imported. */
const checkout = {
  'package.json': '{}',
  'node_modules/@aws-sdk/client-drs/package.json': '{ "name": "@aws-sdk/client-drs", "main": "index.js" }',
  'node_modules/@aws-sdk/client-drs/index.js': '',
  'packages/core/package.json': '{ "name": "core", "dependencies": { "@aws-sdk/client-drs": "*" } }',
  'packages/core/src/index.ts': '',
  'packages/core/src/tables.ts': '',
  'packages/core/src/aws/drs.ts': '',
  'packages/testkit/src/index.ts': '',
  'packages/cli/src/index.ts': '',
  'apps/finder/src/finder.ts': '',
  'apps/poller/src/poller.ts': '',
  'infra/src/stack.ts': '',
  'simulation/src/world.ts': '',
  'e2e/test/drill.ts': '',
  'bench/src/load.ts': '',
};

async function rulesBroken(file: string, imported: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const folder = folderOf({ ...checkout, ...more, [file]: `import '${imported}';\n` });
  const { output } = await cruise(['apps', 'packages', 'infra', 'simulation', 'e2e', 'bench'], { ...rules.options, ruleSet: rules, validate: true, baseDir: folder });
  return [...new Set((output as ICruiseResult).summary.violations.map((violation) => violation.rule.name))];
}

describe('the dependency rule', () => {
  it.each([
    ['core-knows-nobody', 'packages/core/src/plan/x.ts', '../../../testkit/src/index.js'],
    ['core-knows-nobody', 'packages/core/src/plan/x.test.ts', '../../../testkit/src/index.js'],
    ['core-knows-nobody', 'packages/core/src/plan/x.ts', '../../../../apps/finder/src/finder.js'],
    ['domain-without-sdk', 'packages/core/src/poll/x.ts', '@aws-sdk/client-drs'],
    ['domain-without-sdk', 'packages/core/src/launch/x.ts', '../aws/drs.js'],
    ['apps-use-core-only', 'apps/finder/src/x.ts', '../../poller/src/poller.js'],
    ['apps-use-core-only', 'apps/finder/src/x.ts', '../../../packages/cli/src/index.js'],
    ['testkit-for-development-only', 'apps/finder/src/x.ts', '../../../packages/testkit/src/index.js'],
    ['testkit-uses-core-only', 'packages/testkit/src/x.ts', '../../../apps/finder/src/finder.js'],
    ['cli-runs-bundles', 'packages/cli/src/x.ts', '../../../apps/finder/src/finder.js'],
    ['infra-takes-data', 'infra/src/x.ts', '../../apps/finder/src/finder.js'],
    ['infra-takes-data', 'infra/src/x.ts', '../../packages/core/src/aws/drs.js'],
    ['proofs-know-the-product', 'simulation/src/x.ts', '../../infra/src/stack.js'],
    ['proofs-know-the-product', 'bench/src/x.ts', '../../simulation/src/world.js'],
    ['proofs-know-the-product', 'e2e/test/x.test.ts', '../../packages/cli/src/index.js'],
    ['nobody-knows-the-proofs', 'apps/finder/src/x.test.ts', '../../../simulation/src/world.js'],
    ['nobody-knows-the-proofs', 'infra/rehearsal/x.ts', '../../e2e/test/drill.js'],
    ['nobody-knows-the-proofs', 'infra/src/x.ts', '../../bench/src/load.js'],
    ['named-for-its-idea', 'apps/finder/src/x.ts', './utils.js'],
    ['declared-and-found', 'apps/finder/src/x.ts', './nowhere.js'],
  ])('%s: %s may not import %s', async (rule, file, imported) => {
    expect(await rulesBroken(file, imported, { 'apps/finder/src/utils.ts': '' })).toEqual([rule]);
  });

  it('modules may not need each other', async () => {
    const other = { 'packages/core/src/plan/y.ts': "import './x.js';\n" };
    expect(await rulesBroken('packages/core/src/plan/x.ts', './y.js', other)).toEqual(['no-cycles']);
  });

  it('what a published package imports at run time is a dependency of it, not a devDependency', async () => {
    const manifest = { 'packages/core/package.json': '{ "name": "core", "devDependencies": { "@aws-sdk/client-drs": "*" } }' };
    expect(await rulesBroken('packages/core/src/aws/x.ts', '@aws-sdk/client-drs', manifest)).toEqual(['published-needs-dependencies']);
  });

  it.each([
    ['apps/finder/src/x.ts', '../../../packages/core/src/index.js'],
    ['apps/finder/src/x.test.ts', '../../../packages/testkit/src/index.js'],
    ['packages/core/src/aws/x.ts', '@aws-sdk/client-drs'],
    ['packages/testkit/src/x.ts', '../../core/src/index.js'],
    ['packages/cli/src/x.ts', '../../testkit/src/index.js'],
    ['infra/src/x.ts', '../../packages/core/src/tables.js'],
    ['simulation/src/x.ts', '../../apps/poller/src/poller.js'],
    ['e2e/test/x.test.ts', '../../packages/testkit/src/index.js'],
    ['bench/src/x.ts', '../../packages/core/src/index.js'],
    ['bench/src/x.ts', './load.js'],
  ])('%s may import %s', async (file, imported) => {
    expect(await rulesBroken(file, imported)).toEqual([]);
  });
});
