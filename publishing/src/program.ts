import { spawn } from 'node:child_process';

/** How a program ended: its exit status, or null where a signal ended it or it could not be started. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of npm's variables only these are the user's own word on where packages come from and are kept. */
const ofTheUser = /^npm_config_(registry|cache|userconfig|store_dir)$/i;

/** The machine's environment as a user's shell has it: nothing that the npm, pnpm or vitest around us put there, nothing that leads to AWS. */
export function shellEnvironment(): Record<string, string> {
  const foreign = /^(npm_|pnpm_config|AWS_|DRS_|VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined || (foreign.test(name) && !ofTheUser.test(name)) ? [] : [[name, value]])));
}

/** Runs a program in a folder to its end; `environment` adds variables. npx takes the pnpm that it has. */
export function ran(program: string, args: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: { ...shellEnvironment(), npm_config_prefer_offline: 'true', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    child.once('error', (error) => resolve({ status: null, ...said, stderr: error.message }));
    child.once('close', (status) => resolve({ status, ...said }));
  });
}

/** Runs a program that must succeed. @throws Error with all it said where it does not. */
export async function succeeded(program: string, args: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, stdout, stderr } = await ran(program, args, folder, environment);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? 'a signal'}:\n${stdout}${stderr}`);
  return stdout;
}
