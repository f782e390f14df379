import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan, invalidPlanInput } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { commands, drsctl } from '../src/program.js';
import { fakeContext } from './support/fakeTerminal.js';
import { aFolder } from './support/folder.js';

const invalid = 'PlanName: Shop\nRegion: us-east-1\nWaves:\n  - WaveNumber: 1\n    WaveName: Db\n    ServerIds: [s-1]\n    WaitTimeSeconds: -1\n';

async function refused(...args: readonly string[]): Promise<string> {
  const context = fakeContext();
  expect(await drsctl(args, context)).toBe(2);
  expect(context.started()).toBe(false);
  expect(context.out()).toBe('');
  expect(context.err()).not.toMatch(/\n\s+at /);
  return context.err();
}

function planIn(folder: string, text: string = aPlan().withWave().yaml()): string {
  const path = join(folder, 'plan.yaml');
  writeFileSync(path, text);
  return path;
}

describe('a malformed file is refused with exit status 2 before anything starts', () => {
  it('a plan: every fault with its path and line, and nothing is written [R12.3]', async () => {
    const folder = aFolder();
    const path = planIn(folder, invalid);
    const data = join(folder, 'records');
    const said = await refused('drill', path, '--local', '--data-dir', data);
    expect(said).toContain(`${path}:6:  Waves[0].ServerIds[0]: must be a DRS source server id`);
    expect(said).toContain(`${path}:7:  Waves[0].WaitTimeSeconds: must be at least 0`);
    expect(existsSync(data)).toBe(false);
    expect(readdirSync(folder)).toEqual(['plan.yaml']);
  });

  it('a plan and a scenario: the faults of both at once', async () => {
    const folder = aFolder();
    const scenario = join(folder, 'world.yaml');
    writeFileSync(scenario, 'Profile: measurd\n');
    const said = await refused('drill', planIn(folder, invalid), '--local', '--scenario', scenario);
    expect(said).toContain('Waves[0].WaitTimeSeconds');
    expect(said).toContain(`${scenario}:1:  Profile: must be one of measured, recorded`);
  });

  it('a plan for another account without a role, judged in the scenario\'s account [R6.1]', async () => {
    const folder = aFolder();
    const said = await refused('drill', planIn(folder, aPlan({ TargetAccountId: '222222222222' }).withWave().yaml()), '--local');
    expect(said).toContain('AssumeRoleName');
    expect(said).toContain('222222222222');
  });

  it.each([
    ['in its name', 'PlanName: "Evil \\u001b[31m\\u202e"\nRegion: us-east-1\nWaves: []\n'],
    ['in a key that is quoted', '"Evil \\u001b[31m\\u202e": 1\nPlanName: Shop\nRegion: us-east-1\nWaves: []\n'],
    ['in a value that is quoted', 'PlanName: Shop\nRegion: "\\u001b[31m\\u202e"\nWaveOrdering: "\\u009b31m"\nWaves: []\n'],
  ])('a plan with characters that a terminal would obey %s: they are not shown', async (_where, text) => {
    const said = await refused('plan', 'validate', planIn(aFolder(), text));
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  });

  it('plan validate says the same', async () => {
    const said = await refused('plan', 'validate', planIn(aFolder(), stringify(invalidPlanInput())));
    for (const path of ['Waves[0].ServerIds[0]', 'Waves[1].ProtectionGroupId', 'Waves[2].Dependencies[0]']) expect(said).toContain(path);
  });
});

describe('a file that cannot be read is told in one sentence', () => {
  it.each([
    ['that is not there', (folder: string) => join(folder, 'absent.yaml'), 'there is no such file'],
    ['that is a folder', (folder: string) => folder, 'it is a folder, not a file'],
    ['that is not UTF-8', (folder: string) => {
      const path = join(folder, 'latin1.yaml');
      writeFileSync(path, Buffer.from([0x50, 0xe4, 0x0a]));
      return path;
    }, 'it is not UTF-8 text'],
  ])('one %s', async (_what, make, reason) => {
    const path = make(aFolder());
    const said = await refused('drill', path, '--local');
    expect(said).toContain(`The plan file ${path} cannot be read: ${reason}`);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('one that its permissions protect', async (context) => {
    context.skip(process.getuid?.() === 0, 'root may read everything');
    const path = planIn(aFolder());
    chmodSync(path, 0o000);
    expect(await refused('drill', path, '--local')).toContain('its permissions do not let you read it');
  });

  it('a scenario likewise, under its own name', async () => {
    const folder = aFolder();
    expect(await refused('drill', planIn(folder), '--local', '--scenario', join(folder, 'absent.yaml'))).toContain('The scenario file');
  });
});

describe('arguments', () => {
  it('without --local and without settings for AWS: how to run here', async () => {
    expect(await refused('drill', planIn(aFolder()))).toContain('add --local');
  });

  it.each(['0', '-3', 'fast', '', '1e3', '99999'])('--speed %s is refused with what is possible', async (speed) => {
    expect(await refused('drill', planIn(aFolder()), '--local', `--speed=${speed}`)).toContain('0.1 to 10000');
  });

  it('an unknown option or command is refused with the nearest one', async () => {
    expect(await refused('drill', 'p.yaml', '--lokal')).toContain('Did you mean --local?');
    expect(await refused('dril', 'p.yaml')).toContain('Did you mean drill?');
  });

  it('a recovery without anybody to ask is not started unless --yes', async () => {
    expect(await refused('recover', planIn(aFolder()), '--local')).toContain('--yes');
  });

  it('a data folder that cannot be made is told', async () => {
    const folder = aFolder();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const context = fakeContext();
    expect(await drsctl(['drill', planIn(folder), '--local', '--data-dir', join(file, 'records')], context)).toBe(2);
    expect(context.err()).toContain('Records cannot be kept in');
  });
});

describe('what is right', () => {
  it('plan validate: exit status 0, and what the plan is', async () => {
    const context = fakeContext();
    const folder = aFolder();
    mkdirSync(join(folder, 'sub'));
    expect(await drsctl(['plan', 'validate', planIn(folder), '--local'], context)).toBe(0);
    expect(context.out()).toContain('valid. Test plan (plan-test-plan): 1 wave');
  });

  it('--help of what takes a PLAN explains it, and that of a retry, which takes none, does not', async () => {
    const help = async (...args: readonly string[]): Promise<string> => {
      const context = fakeContext();
      expect(await drsctl([...args, '--help'], context)).toBe(0);
      return context.out();
    };
    expect(await help('drill')).toContain('PLAN is a plan file');
    expect(await help('recover')).toContain('PLAN is a plan file');
    expect(await help('executions', 'retry')).not.toContain('PLAN');
    expect(await help('executions', 'retry')).toContain('With --local the run lives in this process');
  });

  it('--help teaches how to begin and what the exit statuses mean', async () => {
    const context = fakeContext();
    expect(await drsctl(['--help'], context)).toBe(0);
    expect(context.out()).toContain('drsctl drill shop.yaml --local');
    expect(context.out()).toContain('10 PARTIAL');
  });

  it('--help has the plan that it drills, and names no file that an installed drsctl does not come with', async () => {
    const helpOf = async (...args: readonly string[]): Promise<string> => {
      const context = fakeContext();
      expect(await drsctl([...args, '--help'], context)).toBe(0);
      return context.out();
    };
    const [, plan = ''] = /A plan, shop\.yaml:\n([^]*?)\n\n/.exec(await helpOf()) ?? [];
    const file = join(aFolder(), 'shop.yaml');
    writeFileSync(file, plan);
    const context = fakeContext();
    expect(await drsctl(['plan', 'validate', file], context)).toBe(0);
    expect(context.out()).toContain('Shop (plan-shop): 2 waves');
    const { commands: all } = commands(context, () => undefined);
    const paths = all.flatMap((command) => [[command.name()], ...command.commands.map((inner) => [command.name(), inner.name()])]);
    const texts = await Promise.all([[], ...paths].map(async (path) => helpOf(...path)));
    expect(texts.length).toBeGreaterThan(25);
    expect(texts.flatMap((text) => text.match(/(?<!in the repository: )\b(examples|schemas|docs|packages)\/\S+/g) ?? [])).toEqual([]);
    expect(new Set(texts.flatMap((text) => text.match(/\b[\w-]+\.ya?ml\b/g) ?? []))).toEqual(new Set(['shop.yaml']));
  });
});
