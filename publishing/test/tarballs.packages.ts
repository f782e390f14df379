import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOfPackage, publishedPackages, root } from '../src/checkout.js';
import { linksOf } from '../src/links.js';
import { ran } from '../src/program.js';
import type { Tarball } from '../src/tarball.js';
import { ownFolder, packAll } from './published.js';

const folder = ownFolder();
const tarballs = await packAll(folder);
const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

/** What there is beside modules and their declarations. */
const besideModules: Readonly<Record<Tarball['package'], readonly string[]>> = {
  core: ['LICENSE', 'README.md', 'package.json'],
  testkit: ['LICENSE', 'NOTICE', 'README.md', 'package.json'],
  cli: ['LICENSE', 'README.md', 'dist/functions/api.mjs', 'dist/functions/finder.mjs', 'dist/functions/orchestrator.mjs', 'dist/functions/poller.mjs', 'dist/functions/recovery.asl.json', 'package.json'],
};

const isModule = (path: string): boolean => /^dist\/.*\.(js|d\.ts)$/.test(path);
const read = ({ folder: unpacked }: Tarball, path: string): string => readFileSync(join(unpacked, path), 'utf8');

const importsOf = (tarball: Tarball, path: string): readonly string[] => [...read(tarball, path).matchAll(/\b(?:from|import) ?\(?'([^']+)'/g)].map(([, specifier = '']) => specifier);

/** Whether a module, or one of the package's own that it imports, imports a package. */
function reaches(tarball: Tarball, module: string, wanted: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(module)) return false;
  seen.add(module);
  return importsOf(tarball, module).some((specifier) => specifier === wanted || (specifier.startsWith('.') && reaches(tarball, join(module, '..', specifier), wanted, seen)));
}

describe('what is published', () => {
  it('has one version, so that what belongs together is installed together', () => {
    expect(new Set(tarballs.map(({ manifest }) => manifest.version)).size).toBe(1);
    expect(tarballs.map(({ package: name }) => name)).toEqual(publishedPackages);
  });
});

describe.each(tarballs.map((tarball) => ({ name: tarball.manifest.name, tarball })))('the tarball of $name', ({ tarball }) => {
  it('holds modules, their declarations, and what is listed here: no source, test, map or build record', () => {
    expect(tarball.files.filter((path) => !isModule(path))).toEqual([...besideModules[tarball.package]].sort());
    expect(tarball.files.filter((path) => /\.(test|engines|load|packages)\.|(^|\/)(test|tests|fixtures|__\w+__)\/|tsbuildinfo|\.map$/.test(path))).toEqual([]);
    const declared = tarball.files.filter((path) => path.endsWith('.d.ts')).map((path) => path.replace(/\.d\.ts$/, '.js'));
    expect(tarball.files.filter((path) => path.endsWith('.js'))).toEqual(declared);
  });

  it('names no place of the machine that built it, and no source map', () => {
    const contents = tarball.files.map((path) => ({ path, content: read(tarball, path) }));
    expect(contents.filter(({ content }) => content.includes(root) || content.includes('sourceMappingURL=')).map(({ path }) => path)).toEqual([]);
  });

  it('imports no test runner, and none of its own files that it lacks', () => {
    const imports = tarball.files.filter(isModule).flatMap((path) => importsOf(tarball, path).map((specifier) => ({ path, specifier })));
    expect(imports.filter(({ specifier }) => specifier === 'vitest')).toEqual([]);
    const own = imports.filter(({ specifier }) => specifier.startsWith('.')).map(({ path, specifier }) => join(path, '..', specifier));
    expect(own.filter((path) => !tarball.files.includes(path))).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  });

  it('has no link in its documents to what it lacks', () => {
    const documents = tarball.files.filter((path) => path.endsWith('.md'));
    expect(documents).toContain('README.md');
    expect(documents.flatMap((path) => linksOf(read(tarball, path), path, tarball.files).filter(({ leads }) => !leads).map(({ target }) => `${path}: ${target}`))).toEqual([]);
  });

  it('asks for a peer by a range of versions, and needs it nowhere but where its README says so', () => {
    const peers = Object.entries(tarball.manifest.peerDependencies ?? {});
    expect(peers).toEqual({ core: [], testkit: [['fast-check', '^3.22.0 || ^4.0.0']], cli: [] }[tarball.package]);
    const needing = Object.entries(tarball.manifest.exports).filter(([, { import: module = '' }]) => reaches(tarball, module.slice(2), 'fast-check')).map(([path]) => path);
    expect(needing).toEqual({ core: [], testkit: ['./generators'], cli: [] }[tarball.package]);
    for (const path of needing) expect(read(tarball, 'README.md')).toMatch(new RegExp(`\\n.*${tarball.manifest.name}${path.slice(1)}.*\\bneeds \\[fast-check\\].*\\n`));
  });

  it('has the licence of the repository', () => {
    expect(read(tarball, 'LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    expect(tarball.manifest.license).toBe('Apache-2.0');
  });

  it('has ES modules and types for each of its imports, and none of the workspace\'s own conditions and protocols', () => {
    expect(tarball.manifest.type).toBe('module');
    const entries = Object.entries(tarball.manifest.exports);
    expect(entries.map(([, conditions]) => Object.keys(conditions))).toEqual(entries.map(() => ['types', 'import']));
    expect(entries.flatMap(([, conditions]) => Object.values(conditions)).filter((path) => !tarball.files.includes(path.slice(2)))).toEqual([]);
    expect(Object.keys(tarball.manifest.exports)).toEqual(Object.keys((JSON.parse(readFileSync(join(folderOfPackage(tarball.package), 'package.json'), 'utf8')) as { exports: object }).exports));
    const needed = { ...tarball.manifest.dependencies, ...tarball.manifest.devDependencies };
    expect(Object.values(needed).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('has programs that a shell can start', () => {
    const programs = Object.values(tarball.manifest.bin ?? {});
    expect(programs.map((path) => read(tarball, path.replace(/^\.\//, '')).split('\n')[0])).toEqual(programs.map(() => '#!/usr/bin/env node'));
    expect(Object.keys(tarball.manifest.bin ?? {})).toEqual({ core: [], testkit: ['drs-emulator'], cli: ['drsctl'] }[tarball.package]);
  });

  it('has nothing that publint would have otherwise', async () => {
    const { status, stdout, stderr } = await ran(bin('publint'), ['--strict', tarball.file], folder);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('All good!') });
  });

  it('has types that resolve as its modules do', async () => {
    const { status, stdout, stderr } = await ran(bin('attw'), [tarball.file, '--profile', 'esm-only', '--format', 'json'], folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { analysis } = JSON.parse(stdout) as { readonly analysis: { readonly types: unknown; readonly entrypoints: object } };
    expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(tarball.manifest.exports));
    expect(analysis.types).toMatchObject({ kind: 'included' });
  });
});
