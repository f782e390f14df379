import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { ambientAllowedIn, ambientTimeBan } from './scripts/eslint/ambientTime.mjs';
import { docstring } from './scripts/eslint/docstring.mjs';
import { infraImports } from './scripts/eslint/infraImports.mjs';
import { reasonedDisable } from './scripts/eslint/reasonedDisable.mjs';
import { silentSkip } from './scripts/eslint/silentSkip.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const tests = ['**/*.test.ts', '**/test/**/*.ts'];

export default defineConfig(
  { ignores: ['**/dist/**', '**/coverage/**', '**/cdktf.out/**', '**/test-results/**'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    // Rules of our own, each with its reason in its file.
    plugins: {
      house: { rules: { docstring, 'reasoned-disable': reasonedDisable, 'silent-skip': silentSkip } },
    },
    rules: { 'house/reasoned-disable': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', '*.ts'] },
        tsconfigRootDir: root,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      // A port's fake answers at once, yet its method is async.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // A cast in JSDoc costs more than it tells.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['{apps,packages,infra,simulation,e2e,bench,publishing}/**/*.ts'],
    ignores: ambientAllowedIn,
    rules: ambientTimeBan,
  },
  {
    files: ['{apps,packages,infra,simulation,e2e,bench,publishing}/**/src/**/*.ts', 'vitest.shared.ts', 'scripts/**/*.{ts,mjs}'],
    ignores: tests,
    rules: { 'house/docstring': 'error' },
  },
  { files: ['apps/**/src/**/*.ts', 'packages/{core,testkit}/src/**/*.ts'], ignores: tests, rules: { 'no-console': 'error' } },
  { files: ['infra/**/*.ts'], ignores: ['infra/rehearsal/**'], rules: infraImports },
  {
    files: tests,
    rules: {
      'house/silent-skip': 'error',
      'max-lines': ['error', { max: 400 }],
      // Tests look into answers whose shape is what they check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
