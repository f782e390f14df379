import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from './support/folder.js';
import { runDrsctl } from './support/targets.js';

/** What a shell's own completion proposes for a line, by the script that drsctl prints. */
async function proposed(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await runDrsctl(['completion', 'bash']);
  const folder = aFolder();
  writeFileSync(join(folder, 'my-plan.yaml'), '');
  const line = ['drsctl', ...words];
  const run = spawnSync('bash', ['--norc', '-c', `${out}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _drsctl; printf '%s\\n' "\${COMPREPLY[@]}"`, 'bash', ...line], { cwd: folder, encoding: 'utf8' });
  if (run.stderr !== '') throw new Error(run.stderr);
  return run.stdout.trim().split('\n');
}

const noBash = spawnSync('bash', ['--version']).status === 0 ? undefined : 'there is no bash here';

describe('bash completes', () => {
  it('commands, subcommands and options, by what is typed already', async (context) => {
    context.skip(noBash !== undefined, noBash);
    expect(await proposed('exec')).toEqual(['executions']);
    expect(await proposed('executions', '')).toEqual(expect.arrayContaining(['list', 'show', 'watch', 'cancel', 'approve', 'reject', 'reconcile', 'cleanup', 'retry']));
    expect(await proposed('executions', 'approve', 'some-id', '--w')).toEqual(['--wave']);
    expect(await proposed('local', 'up', '--s')).toEqual(['--speed', '--scenario']);
    expect(await proposed('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  it('plan files where a command or an option takes one, and nothing where a value is free', async (context) => {
    context.skip(noBash !== undefined, noBash);
    expect(await proposed('drill', 'my')).toEqual(['my-plan.yaml']);
    expect(await proposed('plan', 'put', '--local', '')).toContain('my-plan.yaml');
    expect(await proposed('drill', 'x', '--scenario', 'my')).toEqual(['my-plan.yaml']);
    expect(await proposed('drill', 'x', '--speed', '')).toEqual(['']);
    expect(await proposed('executions', 'show', '')).not.toContain('my-plan.yaml');
  });
});

describe('each shell\'s script', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s has every command and option, and no help text', async (shell) => {
    const { out, status } = await runDrsctl(['completion', shell]);
    expect(status).toBe(0);
    for (const word of ['preflight', 'executions reconcile', 'group delete', 'local up', 'from-terraform', 'markdown']) expect(out).toContain(word);
  });

  it.for(['zsh', 'fish'])('for %s is one that it accepts', async (shell, context) => {
    context.skip(spawnSync(shell, ['--version']).status !== 0, `there is no ${shell} here`);
    const { out } = await runDrsctl(['completion', shell]);
    const path = join(aFolder(), 'script');
    writeFileSync(path, out);
    const run = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([0, '']);
  });
});
