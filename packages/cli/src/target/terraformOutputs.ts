import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { InputError } from '../input/inputError.js';
import { readTextFile } from '../input/readTextFile.js';
import { checkedUrl } from './awsSettings.js';
import type { ProfileSettings } from './settings.js';

/**
 * A deployment's settings from Terraform's outputs: of a folder in which `terraform output` works, of a file (the
 * outputs as JSON, cdktf's outputs file, or a state), or of `-`, standard input.
 * @throws InputError where they cannot be read or lack the API's URL.
 */
export async function terraformSettings(source: string, stdin: NodeJS.ReadableStream): Promise<ProfileSettings> {
  const where = source === '-' ? 'standard input' : source;
  const outputs = outputsIn(parsed(await textOf(source, stdin), where));
  const ApiUrl = outputs?.get('api_url');
  if (ApiUrl === undefined) throw new InputError(`${where}: there is no output api_url in it. Give the folder of the deployed stack (with terraform output), or a file of its outputs.`);
  checkedUrl({ value: ApiUrl, from: 'api_url' });
  const Region = outputs?.get('region');
  return { ApiUrl: ApiUrl.replace(/\/+$/u, ''), ...(Region === undefined ? {} : { Region }) };
}

async function textOf(source: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (source === '-') return text(stdin);
  if (!isFolder(source)) return readTextFile(source, 'file of Terraform outputs');
  try {
    return execFileSync('terraform', ['output', '-json'], { cwd: source, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT') throw new InputError(`terraform is not on the PATH: run terraform output -json in ${source} elsewhere, and give its output as a file or by -.`, { cause: error });
    throw new InputError(`terraform output failed in ${source}: ${(stderr ?? '').trim().split('\n')[0] ?? ''}. Give the folder of the deployed stack, e.g. cdktf.out/stacks/NAME.`, { cause: error });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What is not there is told by whoever reads it.
    return false;
  }
}

function parsed(content: string, where: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new InputError(`${where}: that is no JSON. Make it by terraform output -json.`, { cause: error });
  }
}

/** The outputs by name, wherever the form keeps them: at the top, below a stack's name, or in a state's `outputs`. */
function outputsIn(value: unknown, depth: number = 0): ReadonlyMap<string, string> | undefined {
  if (typeof value !== 'object' || value === null || depth > 2) return undefined;
  const found = new Map<string, string>();
  for (const [name, output] of Object.entries(value) as [string, unknown][]) {
    const plain: unknown = typeof output === 'object' && output !== null && 'value' in output ? output.value : output;
    if (typeof plain === 'string') found.set(name, plain);
  }
  if (found.has('api_url')) return found;
  for (const inner of Object.values(value) as unknown[]) {
    const below = outputsIn(inner, depth + 1);
    if (below !== undefined) return below;
  }
  return undefined;
}
