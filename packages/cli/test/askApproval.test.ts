import type { PassThrough } from 'node:stream';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan } from '@drs-orchestration/testkit';
import { expect, it } from 'vitest';
import { quick } from './support/drill.js';
import { fakeContext } from './support/fakeTerminal.js';
import { aFolder } from './support/folder.js';
import { runDrsctl } from './support/targets.js';

// Plans cannot have names with most such characters; a mark of the direction of writing they can.
it('the question for an approval shows a wave\'s name without characters that a terminal would obey', async () => {
  const folder = aFolder();
  const file = join(folder, 'plan.yaml');
  writeFileSync(file, aPlan({ PlanName: 'Shop' }).withWave({ WaveName: 'Data\u200fbase', PauseBefore: true }).yaml());
  writeFileSync(join(folder, 'world.yaml'), quick);
  const context = fakeContext();
  const { stdin, stderr } = context.terminal;
  for (const stream of [stdin, stderr]) Object.assign(stream, { isTTY: true });
  stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('Launch it? (y/n)')) (stdin as unknown as PassThrough).write('y\n');
    if (chunk.toString().includes('Reason (may be empty)')) (stdin as unknown as PassThrough).write('seen\n');
  });
  const said = await runDrsctl(['drill', file, '--local', '--ephemeral', '--speed', 'max', '--scenario', join(folder, 'world.yaml')], {}, context);
  expect(said.status).toBe(0);
  expect(said.err).toContain('Wave 1 (Data�base) awaits approval.');
  expect(said.err).not.toContain('\u200f');
});
