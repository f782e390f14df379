import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

import { root } from '../run/root.mjs';
import { folderOf, pathWith } from './folder.js';

/** A command line that shows where and how it was started, and which signals it gets; `--stay` keeps it going. */
const main = `
  process.on('SIGINT', () => console.log('SIGINT'));
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(13); });
  console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
  if (process.argv.includes('--stay')) setInterval(() => {}, 1000);
  else process.exitCode = 10;`;

/** An npx that notes what it is asked for; the word "broken" in the lockfile makes it fail. */
const npx = `#!/bin/sh
echo "$@" >> asked.txt
mkdir -p node_modules
if grep -q broken pnpm-lock.yaml; then echo 'no such package'; exit 3; fi
`;

/** A command under way. */
export interface Running {
  readonly process: ChildProcess;
  /** Resolves once stdout holds `expected` so many times, with all of stdout. */
  printed(expected: string, times?: number): Promise<string>;
  readonly ended: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** A checkout with the real bootstrap and stand-ins for what it starts, in a folder with blanks in its name. */
export class Checkout {
  readonly folder: string = folderOf({
    'package.json': JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' }, scripts: { drill: 'exec node scripts/run.mjs drill' } }),
    'pnpm-lock.yaml': 'first',
    'examples/three-tier.yaml': '',
    'elsewhere/mine.yaml': '',
    'packages/cli/dist/main.js': main,
    'bin/npx': npx,
  });

  constructor() {
    for (const each of ['run.mjs', 'run']) {
      cpSync(join(root, 'scripts', each), join(this.folder, 'scripts', each), { recursive: true });
    }
  }

  setLockfile(content: string): void {
    writeFileSync(join(this.folder, 'pnpm-lock.yaml'), content);
  }

  /** What npx was asked for since the last time. */
  asked(): string[] {
    const file = join(this.folder, 'asked.txt');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    writeFileSync(file, '');
    return lines.filter((line) => line !== '');
  }

  /** `npm run drill -- ARGS`, in a process group of its own as a terminal's foreground job is. */
  npmRunDrill(args: readonly string[], cwd: string = this.folder): Running {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD)/i.test(name)));
    const child = spawn('npm', ['run', '--silent', 'drill', '--', ...args], {
      cwd,
      env: { ...environment, PATH: pathWith(this.folder) },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return running(child);
  }
}

function running(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream }): Running {
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const stderr = text(child.stderr);
  return {
    process: child,
    printed(expected, times = 1) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (stdout.split(expected).length > times) resolve(stdout);
        };
        child.stdout.on('data', look);
        look();
      });
    },
    ended: new Promise((resolve) => {
      child.once('close', (status) => void stderr.then((errors) => resolve({ status, stdout, stderr: errors })));
    }),
  };
}
