import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { manifestOf, root, type PublishedPackage } from '../src/checkout.js';
import { EmptyProject, type Installer } from '../src/emptyProject.js';
import { ran, succeeded } from '../src/program.js';
import { snippet, snippetsOf } from '../src/snippets.js';
import type { Tarball } from '../src/tarball.js';
import { ownFolder, packAll } from './published.js';

const folder = ownFolder();
const tarballs = await packAll(folder);
const installers: readonly Installer[] = ['npm', 'pnpm'];
const examples = join(root, 'examples');

const readme = (name: PublishedPackage): string => readFileSync(join(tarballs.find((each) => each.package === name)?.folder ?? '', 'README.md'), 'utf8');
const specifiers = tarballs.flatMap(({ manifest }) => Object.keys(manifest.exports).map((path) => manifest.name + path.slice(1)));

/** What the READMEs' readers have besides, in the versions that are tested here. */
const testkitNeeds = manifestOf('testkit').devDependencies ?? {};
const rootNeeds = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly devDependencies: Readonly<Record<string, string>> }).devDependencies;
const besides = Object.fromEntries(['@aws-sdk/client-drs', 'fast-check', '@types/node'].map((name) => [name, testkitNeeds[name] ?? rootNeeds[name] ?? '']));

const compilerOptions = { target: 'ES2023', module: 'NodeNext', moduleResolution: 'NodeNext', types: ['node'], strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };

/** A module for each import that uses every name of it, so that types and what runs are both resolved. */
const importing = specifiers.map((specifier, index) => `import * as all${index} from '${specifier}';\n`).join('');

describe('the READMEs', () => {
  it('have no piece of code that is not run by a test', () => {
    const pieces = (name: PublishedPackage): readonly string[] => snippetsOf(readme(name)).map(({ language, title }) => `${language} ${title}`.trim());
    expect(pieces('core')).toEqual(['console', 'js plans', 'text plans', 'js packing', 'text packing']);
    expect(pieces('cli')).toEqual(['console', 'yaml shop.yaml', 'bash drill', 'text drill', 'yaml unlucky.yaml', 'bash unlucky', 'console']);
  });
});

describe.each(installers)('what is published, installed by %s in an empty project', (installer) => {
  const project = new EmptyProject(join(folder, installer), installer);
  let unreachable: string | undefined;
  beforeAll(async () => {
    unreachable = await project.install(tarballs, besides);
  }, 300_000);
  const needsPackages = (context: TestContext): void => context.skip(unreachable !== undefined, unreachable ?? '');

  it('is what was packed', (context) => {
    needsPackages(context);
    const installed = (tarball: Tarball): unknown => JSON.parse(readFileSync(join(project.folder, 'node_modules', tarball.manifest.name, 'package.json'), 'utf8'));
    expect(tarballs.map(installed)).toEqual(tarballs.map(({ manifest }) => manifest));
  });

  it('is imported by an ES module, each import of it, and by CommonJS with import()', async (context) => {
    needsPackages(context);
    const counts = await project.module('imports.js', `${importing}console.log(JSON.stringify([${specifiers.map((_, index) => `Object.keys(all${index}).length`).join(', ')}]));\n`);
    expect((JSON.parse(counts) as number[]).filter((count) => count === 0)).toEqual([]);
    const later = `Promise.all(${JSON.stringify(specifiers)}.map((name) => import(name))).then((all) => console.log(JSON.stringify(all.map((each) => Object.keys(each).length))));\n`;
    expect(await project.module('imports.cjs', later)).toBe(counts);
  });

  it('has types that hold in a strict project which checks its libraries too', async (context) => {
    needsPackages(context);
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['types.ts'] }));
    // The call is an error only where its types are known; where it is none, that is one.
    const wrong = "import { parsePlanFile } from '@drs-orchestration/core';\n// @ts-expect-error -- a file's name is a text.\nparsePlanFile('', 7);\n";
    project.write('types.ts', `${importing}${wrong}export const everything = [${specifiers.map((_, index) => `all${index}`).join(', ')}] as const;\n`);
    expect(await ran(join(root, 'node_modules', '.bin', 'tsc'), ['-p', '.'], project.folder)).toMatchObject({ status: 0, stdout: '' });
  });

  it('says which version it is', async (context) => {
    needsPackages(context);
    const version = `${tarballs[0]?.manifest.version}\n`;
    expect(await project.npx('drsctl', '--version')).toMatchObject({ status: 0, stdout: version });
    expect(await project.npx('drs-emulator', '--version')).toMatchObject({ status: 0, stdout: version });
  });

  it.for(['plans', 'packing'])("runs core's README's example of %s, which prints what it says", async (title, context) => {
    needsPackages(context);
    expect(await project.module(`${title}.js`, snippet(readme('core'), 'js', title))).toBe(snippet(readme('core'), 'text', title));
  });

  it("runs testkit's README's examples for JavaScript, in a test and on its emulator", async (context) => {
    needsPackages(context);
    expect(await project.module('test.js', snippet(readme('testkit'), 'js', 'in a test'))).toBe('COMPLETED 1\n');
    // The shell ends the emulator it started, whatever became of the example.
    const onEmulator = ['drs-emulator --time fast > lines.env 2> said.txt &', "trap 'kill $!; wait $!' EXIT", "until grep -q 'Ctrl-C' said.txt; do sleep 0.1; done", '. ./lines.env', 'node drill.js'];
    project.write('drill.js', snippet(readme('testkit'), 'js', 'first lines'));
    const path = `${join(project.folder, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
    const { stdout, stderr } = await ran('bash', ['-c', onEmulator.join('\n')], project.folder, { PATH: path, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^6 drsjob-[0-9a-f]{17} PENDING\n$/), stderr: '' });
  });

  it("runs cli's README's drills, which end as it says", async (context) => {
    needsPackages(context);
    for (const file of ['shop.yaml', 'unlucky.yaml']) project.write(file, snippet(readme('cli'), 'yaml', file));
    const generic = (text: string): string => text.replaceAll(/[\d.]+ s by the wall/g, 'SOME s by the wall');
    const drilled = await succeeded('bash', ['-euo', 'pipefail', '-c', snippet(readme('cli'), 'bash', 'drill')], project.folder);
    expect(generic(drilled)).toContain(generic(snippet(readme('cli'), 'text', 'drill')));
    const lines = (await succeeded('bash', ['-euo', 'pipefail', '-c', snippet(readme('cli'), 'bash', 'unlucky')], project.folder)).trimEnd().split('\n');
    expect(lines.at(-1)).toBe('exit status 10');
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ Type: 'Result', Status: 'PARTIAL' });
  });

  it("finds the repository's examples valid", async (context) => {
    needsPackages(context);
    for (const file of readdirSync(examples).filter((name) => name.endsWith('.yaml'))) {
      expect(await project.npx('drsctl', 'plan', 'validate', join(examples, file)), file).toMatchObject({ status: 0 });
    }
  });

  // Once is enough: what differs between installers is what they put where.
  if (installer === 'npm') it("drills the repository's example", async (context) => {
    needsPackages(context);
    const { status, stdout } = await project.npx('drsctl', 'drill', join(examples, 'three-tier.yaml'), '--local', '--speed', 'max', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ Type: 'Result', Status: 'COMPLETED', ServerCount: 6 });
  });
});
