import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

import { functionsOf } from '../functions.mjs';
import { root } from '../run/root.mjs';
import { folderOf } from './folder.js';

const app = {
  'package.json': JSON.stringify({
    name: 'sample',
    type: 'module',
    exports: {
      '.': { '@drs-orchestration/source': './src/sample.ts', import: './dist/sample.mjs' },
      './machine.json': './machine.json',
    },
  }),
  'src/sample.ts': `
    import { platform } from 'node:os';
    import legacy from './legacy.cjs';
    export class RetryableError extends Error { constructor() { super('again'); this.name = 'RetryableError'; } }
    export const answer: string = legacy.platform() === platform() ? new RetryableError().name : 'wrong';`,
  'src/legacy.cjs': "module.exports = require('os');",
};

function bundle(folder: string): Buffer {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return readFileSync(join(folder, 'dist', 'sample.mjs'));
}

describe("an app's bundle", () => {
  it('runs: CommonJS inside it finds the modules of Node, and an error keeps the name the state machine catches', async () => {
    const folder = folderOf(app);
    bundle(folder);
    const loaded = (await import(pathToFileURL(join(folder, 'dist', 'sample.mjs')).href)) as { readonly answer: string };
    expect(loaded.answer).toBe('RetryableError');
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['sample.meta.json', 'sample.mjs', 'sample.mjs.map']);
  });

  it('is the same bytes each time', () => {
    const folder = folderOf(app);
    expect(bundle(folder).equals(bundle(folder))).toBe(true);
  });

  it('is made for each entry that imports an .mjs, and for nothing else', () => {
    const folder = folderOf(app);
    expect(functionsOf(folder)).toEqual([{ source: join(folder, 'src/sample.ts'), bundle: join(folder, 'dist/sample.mjs') }]);
    expect(() => functionsOf(folderOf({ 'package.json': '{ "exports": {} }' }))).toThrow(/exports no/);
  });

  it('is made of the four functions that are deployed', () => {
    const names = ['finder', 'poller', 'orchestrator'].flatMap((name) => functionsOf(join(root, 'apps', name)));
    expect(names.map((each) => each.bundle.split('/').at(-1))).toEqual(['finder.mjs', 'poller.mjs', 'orchestrator.mjs', 'api.mjs']);
  });
});
