import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '@drs-orchestration/core';
import * as z from 'zod';
import { InputError } from '../input/inputError.js';

/** What is kept of a deployment, so that commands need not be told. */
export interface ProfileSettings {
  readonly ApiUrl: string;
  readonly Region?: string | undefined;
}

/** The settings' file: by AWS profile. */
export interface Settings {
  readonly Profiles: Readonly<Record<string, ProfileSettings>>;
}

const settingsSchema: z.ZodType<Settings> = z.object({ Profiles: z.record(z.string(), z.object({ ApiUrl: z.string(), Region: z.string().optional() })) });

/** The settings of whoever names no profile. */
export const defaultProfile = 'default';

/** Where the settings are: in the user's configuration folder (XDG). */
export function settingsPath(environment: Environment): string {
  const base = environment['XDG_CONFIG_HOME'];
  return join(base === undefined || base === '' ? join(environment['HOME'] ?? homedir(), '.config') : base, 'drsctl', 'settings.json');
}

/** The settings; none where there is no file. @throws InputError where it cannot be read. */
export function readSettings(environment: Environment): Settings {
  const path = settingsPath(environment);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return { Profiles: {} };
    throw new InputError(`The settings ${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(`The settings ${path} are damaged. Write them again: drsctl config --from-terraform DIR, or delete the file.`, { cause: error });
  }
}

/** Keeps a profile's settings beside those of others. @throws InputError where the folder cannot be written. */
export function writeSettings(environment: Environment, profile: string, settings: ProfileSettings): string {
  const path = settingsPath(environment);
  const all: Settings = { Profiles: { ...readSettings(environment).Profiles, [profile]: settings } };
  try {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    throw new InputError(`The settings ${path} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
  return path;
}
