import { closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ExecutionView } from '@drs-orchestration/core';
import { InputError } from '../input/inputError.js';

/** The folder of local records where none is named, in the current one. */
export const defaultDataFolder = '.drs-orchestration';

/** The folder of local records: the database, a log and the final record of each execution. */
export class DataFolder {
  readonly path: string;

  /** @throws InputError where there is no such folder and none can be made. */
  constructor(path: string) {
    this.path = path;
    try {
      for (const folder of [path, join(path, 'logs'), join(path, 'executions')]) mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new InputError(`Records cannot be kept in ${path}: ${(error as Error).message}. Name another folder by --data-dir, or use --ephemeral to keep none.`, { cause: error });
    }
  }

  /** The file that locks the folder. */
  get lockPath(): string {
    return join(this.path, 'lock');
  }

  /** The file by which a running local system tells others of itself. */
  get announcementPath(): string {
    return announcementPath(this.path);
  }

  /** The database's file. */
  get databasePath(): string {
    return join(this.path, 'records.db');
  }

  /** The file of an execution's function logs. */
  logPath(executionId: string): string {
    return join(this.path, 'logs', `${executionId}.jsonl`);
  }

  /** Writes an execution's final record and returns the file's path. */
  writeRecord(view: ExecutionView): string {
    const path = join(this.path, 'executions', `${view.ExecutionId}.json`);
    writeFileSync(path, `${JSON.stringify(view, null, 2)}\n`);
    return path;
  }
}

/** The file by which a local system that runs on a data folder tells others of itself. */
export function announcementPath(folder: string): string {
  return join(folder, 'system.json');
}

/** Whether a folder holds local records. */
export function hasRecords(folder: string): boolean {
  return existsSync(join(folder, 'records.db')) || existsSync(join(folder, 'executions'));
}

/** A path as the user would type it. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') || fromHere === '' ? path : fromHere;
}

/** A file that gets one JSON value a line; what comes before it is opened is kept for it. */
export class JsonLinesFile {
  #file: number | undefined;
  #early: string[] = [];
  #closed = false;

  write(value: unknown): void {
    if (this.#closed) return;
    const line = `${JSON.stringify(value)}\n`;
    if (this.#file === undefined) this.#early.push(line);
    else writeSync(this.#file, line);
  }

  open(path: string): void {
    this.#file = openSync(path, 'a');
    writeSync(this.#file, this.#early.join(''));
    this.#early = [];
  }

  /** Further lines are dropped; so are those kept, where no file was ever opened. */
  close(): void {
    this.#closed = true;
    this.#early = [];
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
