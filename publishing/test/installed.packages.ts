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

/** What the READMEs' readers have besides: of a peer once the lowest version that is allowed, else what is tested here. */
const { devDependencies: testkitNeeds = {}, peerDependencies: testkitPeers = {} } = manifestOf('testkit');
const rootNeeds = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly devDependencies: Readonly<Record<string, string>> }).devDependencies;
const tested = Object.fromEntries(['@aws-sdk/client-drs', 'fast-check', '@types/node'].map((name) => [name, testkitNeeds[name] ?? rootNeeds[name] ?? '']));
const lowest = Object.fromEntries(Object.entries(testkitPeers).map(([name, range]) => [name, /^\^(\d+\.\d+\.\d+)/.exec(range)?.[1] ?? '']));
const besides: Readonly<Record<Installer, Readonly<Record<string, string>>>> = { npm: { ...tested, ...lowest }, pnpm: tested };

const compilerOptions = { target: 'ES2023', module: 'NodeNext', moduleResolution: 'NodeNext', types: ['node'], strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };

/** A module for each import that uses every name of it, so that types and what runs are both resolved. */
const importing = specifiers.map((specifier, index) => `import * as all${index} from '${specifier}';\n`).join('');

describe('the READMEs', () => {
  it('have no piece of code that is not run by a test', () => {
    const pieces = (name: PublishedPackage): readonly string[] => snippetsOf(readme(name)).map(({ language, title }) => `${language} ${title}`.trim());
    expect(pieces('core')).toEqual(['console', 'js plans', 'text plans', 'js packing', 'text packing']);
    expect(pieces('cli')).toEqual(['console', 'yaml shop.yaml', 'bash drill', 'text drill', 'yaml unlucky.yaml', 'bash unlucky', 'yaml every-key.yaml', 'console', 'js from a program']);
  });
});

describe.each(installers)('what is published, installed by %s in an empty project', (installer) => {
  const project = new EmptyProject(join(folder, installer), installer);
  let unreachable: string | undefined;
  beforeAll(async () => {
    unreachable = await project.install(tarballs, besides[installer]);
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

  it("runs testkit's README's examples for JavaScript: in a test, on its Step Functions, and of any plan by the fast-check that is there", async (context) => {
    needsPackages(context);
    expect(await project.module('test.js', snippet(readme('testkit'), 'js', 'in a test'))).toBe('COMPLETED 1\n');
    expect(await project.module('machine.js', snippet(readme('testkit'), 'js', 'state machine'))).toBe(snippet(readme('testkit'), 'text', 'state machine'));
    expect(await project.module('plans.js', snippet(readme('testkit'), 'js', 'any plan'))).toBe('');
    const version = await project.module('version.js', "import fc from 'fast-check';\nconsole.log(fc.__version);\n");
    expect(version).toBe(`${besides[installer]['fast-check']}\n`);
  });

  /** Waits until nobody listens where the emulator did, at most half a minute; then whoever does not end is left to the check for processes. */
  const untilGone = 'port=${AWS_ENDPOINT_URL_DRS##*:}; while (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do [ $SECONDS -lt 30 ] || exit 1; sleep 0.1; done; echo gone';

  it("runs testkit's README's emulator in the background of npx, and it is gone when npx is killed", async (context) => {
    needsPackages(context);
    project.write('drill.js', snippet(readme('testkit'), 'js', 'first lines'));
    const { status, stdout, stderr } = await ran('bash', ['-euo', 'pipefail', '-c', `${snippet(readme('testkit'), 'bash', 'background')}${untilGone}`], project.folder, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringMatching(/^6 drsjob-[0-9a-f]{17} PENDING\ngone\n$/), stderr: '' });
  });

  it.for([
    ['npx drs-emulator', 'KILL'], ['npm run emulator', 'TERM'], ['npm run emulator', 'KILL'], ['node_modules/.bin/drs-emulator', 'TERM'],
  ] as const)('has an emulator that, started by %s, is gone after a SIG%s', async ([command, signal], context) => {
    needsPackages(context);
    project.write('package.json', JSON.stringify({ ...(JSON.parse(project.read('package.json')) as object), scripts: { emulator: 'drs-emulator' } }));
    // What npm prints before is no line for a shell.
    const script = ['rm -f emulator.log', `${command} > emulator.txt 2> emulator.log &`, "until grep -qs 'Ctrl-C ends it' emulator.log; do sleep 0.1; done", "eval \"$(grep '^export ' emulator.txt)\"", `kill -${signal} $!`, untilGone];
    const { status, stdout } = await ran('bash', ['-uc', script.join('\n')], project.folder);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'gone\n' });
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

  it("runs cli's README's drill from a program, which gets its exit status", async (context) => {
    needsPackages(context);
    project.write('shop.yaml', snippet(readme('cli'), 'yaml', 'shop.yaml'));
    const lines = (await project.module('program.js', snippet(readme('cli'), 'js', 'from a program'), { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' })).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ Type: 'Result', Status: 'COMPLETED', ServerCount: 3 });
    expect(lines.at(-1)).toBe('0');
  });

  it("finds the repository's examples valid", async (context) => {
    needsPackages(context);
    for (const file of readdirSync(examples).filter((name) => name.endsWith('.yaml'))) {
      expect(await project.npx('drsctl', 'plan', 'validate', join(examples, file)), file).toMatchObject({ status: 0 });
    }
  });

  // Once is enough: what differs between installers is what they put where.
  if (installer === 'npm') it('has a help whose plan can be checked, drilled and reported as it says', async (context) => {
    needsPackages(context);
    const help = (await project.npx('drsctl', '--help')).stdout;
    const [, plan = '', steps = ''] = /A plan, shop\.yaml:\n([^]*?)\n\n([^]*?)\n\n/.exec(help) ?? [];
    project.write('shop.yaml', plan);
    const [validate = '', preflight = '', drill = '', list = '', report = '', ...more] = steps.split('\n').map((line) => line.replace(/^ *\$ drsctl/, 'npx --no-install drsctl'));
    expect(more).toEqual([]);
    // Its reader takes the id from the list.
    const lines = [validate, preflight, `${drill} --speed max --json`, `EXECUTION=$(${list} --json | grep -om1 '[0-9a-f-]\\{36\\}')`, report.replace('EXECUTION-ID', '$EXECUTION')];
    const said = await succeeded('bash', ['-euo', 'pipefail', '-c', lines.join('\n')], project.folder);
    expect(said).toContain('"Status":"COMPLETED"');
    expect(project.read('report.html')).toContain('<html');
  });

  if (installer === 'npm') it("has a README with every key of a plan, as the repository's example has them, and it is valid", async (context) => {
    needsPackages(context);
    const everyKey = snippet(readme('cli'), 'yaml', 'every-key.yaml');
    expect(readFileSync(join(examples, 'every-key.yaml'), 'utf8').replace(/^(#.*\n)+/, '')).toBe(everyKey);
    project.write('every-key.yaml', everyKey);
    expect(await project.npx('drsctl', 'plan', 'validate', 'every-key.yaml')).toMatchObject({ status: 0 });
  });

  if (installer === 'npm') it("has a README whose table of commands are those there are", async (context) => {
    needsPackages(context);
    const named = [...readme('cli').matchAll(/^\| (`.*`) \|/gm)].flatMap(([, cell = '']) => {
      const [first = '', ...others] = cell.replaceAll('`', '').replaceAll('…', '').split(', ').map((words) => words.trim());
      const group = first.includes(' ') && first !== 'local up' ? `${first.split(' ')[0]} ` : '';
      return [first, ...others.map((word) => (word.includes(' ') ? word : `${group}${word}`))];
    });
    const words = async (...path: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await project.npx('drsctl', ...path, '--help');
      return [.../^Commands:\n([^]*?)\n\n/m.exec(`${stdout}\n\n`)?.[1]?.matchAll(/^ {2}(\w+)/gm) ?? []].map(([, word = '']) => word).filter((word) => word !== 'help');
    };
    const there: string[] = [];
    for (const word of await words()) {
      const inner = ['plan', 'executions', 'local'].includes(word) ? await words(word) : [];
      there.push(...(inner.length === 0 ? [word] : inner.map((each) => `${word} ${each}`)));
    }
    expect([...named].sort()).toEqual(there.sort());
  });

  if (installer === 'npm') it("drills the repository's example", async (context) => {
    needsPackages(context);
    const { status, stdout } = await project.npx('drsctl', 'drill', join(examples, 'three-tier.yaml'), '--local', '--speed', 'max', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ Type: 'Result', Status: 'COMPLETED', ServerCount: 6 });
  });
});
