import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';

/** The types of the code do not matter for these rules, so it need not be a file that exists. */
const untyped: Linter.Config = { files: ['**/*'], languageOptions: { parserOptions: { projectService: false } } };

const typeAware = new ESLint({ cwd: root });
const config = (await typeAware.calculateConfigForFile('packages/core/src/errors.ts')) as Linter.Config;
const needTypes = Object.keys(config.rules ?? {}).filter((rule) => rule.startsWith('@typescript-eslint/') && rule !== '@typescript-eslint/no-restricted-imports');
const fast = new ESLint({
  cwd: root,
  overrideConfig: [untyped, { rules: Object.fromEntries(needTypes.map((rule) => [rule, 'off' as const])) }],
});

async function rulesBroken(code: string, file: string, eslint: ESLint = fast): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return [...new Set(result?.messages.map((message) => message.ruleId ?? message.message))];
}

describe('the ban on ambient time and randomness', () => {
  const ambient = [
    'Date.now();',
    'new Date();',
    'Date();',
    'const { now } = Date; now();',
    'setTimeout(() => {}, 1);',
    'setInterval(() => {}, 1);',
    'setImmediate(() => {});',
    'globalThis.setTimeout(() => {}, 1);',
    'performance.now();',
    'process.hrtime();',
    'process.hrtime.bigint();',
    'AbortSignal.timeout(1);',
    'Math.random();',
    'crypto.randomUUID();',
    'globalThis.crypto.randomUUID();',
    "import { randomUUID } from 'node:crypto'; randomUUID();",
    "import { randomBytes } from 'crypto'; randomBytes(1);",
    "import crypto from 'node:crypto'; crypto.randomInt(1);",
    "import * as crypto from 'node:crypto'; crypto.randomInt(1);",
    "import { setTimeout as sleep } from 'node:timers/promises'; sleep(1);",
    "import { setTimeout as later } from 'timers'; later(() => {}, 1);",
    "import { performance as p } from 'node:perf_hooks'; p.now();",
  ];

  it.each(ambient)('refuses %s in the system and in its tests', async (code) => {
    expect(await rulesBroken(code, 'packages/core/src/poll/sample.ts')).not.toEqual([]);
    expect(await rulesBroken(code, 'apps/poller/src/sample.test.ts')).not.toEqual([]);
    expect(await rulesBroken(code, 'simulation/src/sample.ts')).not.toEqual([]);
  });

  it.each([
    'packages/core/src/aws/systemClock.ts',
    'packages/core/src/aws/systemIdentifiers.ts',
    'packages/testkit/src/clock/wallPacer.ts',
    'simulation/src/cli/main.ts',
    'scripts/sample.mjs',
  ])('lets the adapter %s ask the system', async (file) => {
    for (const code of ambient) expect(await rulesBroken(code, file)).toEqual([]);
  });

  it.each([
    'new Date(0).toISOString();',
    "import { createHash } from 'node:crypto'; createHash('sha256');",
    'Date.parse("2026-11-01T00:00:00Z");',
  ])('allows %s, which asks nobody', async (code) => {
    expect(await rulesBroken(code, 'packages/core/src/poll/sample.ts')).toEqual([]);
  });
});

describe('the rules of our own', () => {
  it.each([
    'export function poll(): void {}',
    'export const interval: number = 15;',
    'export interface Poll { readonly at: number }',
    'export type Poll = string;',
    'export class Poll {}',
    '// a comment is no docstring\nexport const interval: number = 15;',
    '/** */\nexport const interval: number = 15;',
  ])('an exported name has a docstring: %s', async (code) => {
    expect(await rulesBroken(code, 'packages/core/src/poll/sample.ts')).toEqual(['house/docstring']);
  });

  it.each([
    '/** Asks DRS. */\nexport function poll(): void {}',
    "/** Asks DRS. */\nexport function poll(at: 'now'): void;\nexport function poll(at: number): void;\nexport function poll(): void {}",
    'const interval = 15;\nvoid interval;',
    "export * from './poll.js';",
  ])('accepts %s', async (code) => {
    expect(await rulesBroken(code, 'packages/core/src/poll/sample.ts')).toEqual([]);
  });

  it('a rule is switched off with a reason or not at all', async () => {
    const off = '// eslint-disable-next-line eqeqeq';
    const code = '\nexport default 1 == Number("1");';
    const broken = (comment: string): Promise<string[]> => rulesBroken(comment + code, 'packages/core/test/sample.ts');
    expect(await broken(off)).toEqual(['house/reasoned-disable']);
    expect(await broken(`${off} -- the wire compares loosely`)).toEqual([]);
  });

  it.each(['it.only("x", () => {});', 'describe.skip("x", () => {});', 'it.skipIf(true)("x", () => {});', 'it.todo("x");'])(
    'a test is neither focused nor skipped without a reason: %s',
    async (code) => {
      expect(await rulesBroken(code, 'packages/core/src/sample.test.ts')).toEqual(['house/silent-skip']);
    },
  );

  it('infra takes only data from core, and no whole provider', async () => {
    const broken = (code: string): Promise<string[]> => rulesBroken(code, 'infra/src/sample.ts');
    expect(await broken("import { tables } from '@drs-orchestration/core'; void tables;")).toEqual([]);
    expect(await broken("import { ServiceError } from '@drs-orchestration/core'; void ServiceError;")).toEqual(['no-restricted-imports']);
    expect(await broken("import { lambdaFunction } from '@cdktf/provider-aws'; void lambdaFunction;")).toEqual(['no-restricted-imports']);
  });
});

describe('the rules that know types', () => {
  // The content of an existing file is replaced, because types are known only of files in the project.
  const broken = (code: string): Promise<string[]> => rulesBroken(code, 'packages/core/src/errors.ts', typeAware);

  it.each([
    ['@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'],
    ['@typescript-eslint/no-misused-promises', 'if (Promise.resolve(true)) console.info(1);'],
    ['@typescript-eslint/no-explicit-any', 'const x: any = 1; void x;'],
    ['@typescript-eslint/no-unsafe-assignment', 'const x: string = JSON.parse("1"); void x;'],
    ['@typescript-eslint/consistent-type-imports', "import { Clock } from './ports/clock.js'; let c: Clock | undefined; void c;"],
    ['@typescript-eslint/switch-exhaustiveness-check', "declare const s: 'a' | 'b';\nswitch (s) { case 'a': break; }"],
    ['max-lines', 'void 0;\n'.repeat(301)],
  ])('%s trips', async (rule, code) => {
    expect(await broken(code)).toContain(rule);
  });
});
