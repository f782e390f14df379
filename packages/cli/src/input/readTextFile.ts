import { readFileSync } from 'node:fs';
import { InputError } from './inputError.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is no folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'its permissions do not let you read it',
  EPERM: 'its permissions do not let you read it',
  ELOOP: 'its symbolic links go in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Reads a text file, UTF-8.
 * @param what what the file is to the user, e.g. `plan file`
 * @throws InputError in one sentence, where it cannot be read.
 */
export function readTextFile(path: string, what: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new InputError(`The ${what} ${path} cannot be read: ${reasons[code] ?? (error as Error).message}.`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`The ${what} ${path} cannot be read: it is not UTF-8 text. Save it as UTF-8.`, { cause: error });
  }
}
