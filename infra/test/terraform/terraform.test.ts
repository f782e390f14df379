import { App, Testing } from 'cdktf';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { TargetAccountStack } from '../../src/targetAccountStack.js';
import { DrsOrchestrationStack } from '../../src/stack.js';
import { configurationWith } from '../stack/synthesised.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const engines = process.env['DRS_ENGINES_DIR'] ?? join(repository, '../shared/engines');
const here = fileURLToPath(new URL('.', import.meta.url));

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

let missing: string | undefined;
let root: string;
let environment: NodeJS.ProcessEnv;

/** Runs a command; its output without colours. */
function run(folder: string, command: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env: environment, encoding: 'utf8', timeout: 100_000 });
  return { status, output: `${stdout}${stderr}` };
}

/** Writes a generated stack into a folder of its own, its backend a local file, and lets Terraform take the provider in. */
function initialised(name: string, stack: DrsOrchestrationStack | TargetAccountStack): string {
  // The assets, which a full synthesis copies beside it.
  const folder = Testing.fullSynth(stack);
  const copy = mkdtempSync(join(root, `${name}-`));
  cpSync(join(folder, 'stacks', stack.node.id), copy, { recursive: true });
  rmSync(folder, { recursive: true });
  const { status, output } = run(copy, 'terraform', 'init', '-backend=false', '-input=false', '-no-color');
  expect(status, output).toBe(0);
  return copy;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'drs-terraform-'));
  environment = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  if (spawnSync('terraform', ['version'], { env: { ...environment, TF_CLI_CONFIG_FILE: '/dev/null' } }).status !== 0) {
    missing = 'terraform is not installed';
    return;
  }
  const mirror = join(engines, 'terraform-mirror');
  if (existsSync(mirror)) {
    const printed = spawnSync(mirror, { encoding: 'utf8' });
    if (printed.status === 0) {
      writeFileSync(join(root, 'terraformrc'), printed.stdout);
      environment['TF_CLI_CONFIG_FILE'] = join(root, 'terraformrc');
      return;
    }
  }
  missing = `the AWS provider is on no mirror here: ${mirror} prints none (DRS_ENGINES_DIR names another folder)`;
  // It searches the whole disk for the provider; where nothing of that is cached, for longer than a hook is given.
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const needTerraform = (context: TestContext): void => void context.skip(missing !== undefined, missing);

describe('what is generated', () => {
  it('is valid to Terraform and the provider: the system', (context) => {
    needTerraform(context);
    const folder = initialised('system', new DrsOrchestrationStack(new App(), 'drs', configurationWith('Retention: { HistoryDays: 90 }', 'ReservedConcurrency: { Poller: 20 }')));
    const validation = run(folder, 'terraform', 'validate', '-no-color');
    expect(validation.status, validation.output).toBe(0);
    copyFileSync(join(here, 'generated.tftest.hcl'), join(folder, 'generated.tftest.hcl'));
    const test = run(folder, 'terraform', 'test', '-no-color');
    expect(test.status, test.output).toBe(0);
    expect(test.output).toContain('1 passed, 0 failed');
  });

  it('is valid to Terraform and the provider: a target account', (context) => {
    needTerraform(context);
    const settings = configurationWith();
    const folder = initialised('target', new TargetAccountStack(new App(), 'target', settings, settings.TargetAccounts[0]!));
    const validation = run(folder, 'terraform', 'validate', '-no-color');
    expect(validation.status, validation.output).toBe(0);
  });
});
