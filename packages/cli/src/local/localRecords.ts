import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Environment } from '@drs-orchestration/core';
import { openLocalDatabase, type LocalDatabase } from '@drs-orchestration/testkit';
import { printable } from '../display/printable.js';
import { closeAbandonedRuns } from './abandonedRuns.js';
import { DataFolder, shownPath } from './dataFolder.js';
import { lockFile, type Unlock } from './folderLock.js';
import { InUseError } from './inUseError.js';
import { sameEndpoint } from './sameEndpoint.js';

/** The records of a local system, locked for this process. */
export interface LocalRecords {
  readonly database: LocalDatabase;
  /** Absent where nothing is kept. */
  readonly folder?: DataFolder;
  /** Gives the locks back; the database is closed with the system. */
  release(): void;
}

/** How local records are opened. */
export interface LocalRecordsOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /** Absent: nothing is kept. */
  readonly dataFolder?: string;
  /** How long another process that holds them is waited for; default: not at all. */
  readonly patience?: { readonly clock: Pick<Clock, 'now' | 'sleep'>; readonly milliseconds: number };
  /** Told what the user should know, a sentence at a time. */
  readonly note: (sentence: string) => void;
}

/** Names a DynamoDB to keep local records in, instead of the data folder's own. */
export const endpointVariable = 'AWS_ENDPOINT_URL_DYNAMODB';

/**
 * Opens the records of local runs and closes what an earlier process left open in them.
 * @throws InUseError where another process uses them; InputError where there is no folder and none can be made.
 */
export async function openLocalRecords(options: LocalRecordsOptions): Promise<LocalRecords> {
  const { clock, environment, dataFolder, note } = options;
  if (dataFolder === undefined) return { database: noted(await openLocalDatabase({ clock, environment: {} }), note), release: () => undefined };
  const folder = new DataFolder(dataFolder);
  const unlocks: Unlock[] = [await patiently(options.patience, () => lockFile(folder.lockPath, `The folder ${shownPath(folder.path)}`))];
  const release = (): void => unlocks.splice(0).forEach((unlock) => unlock());
  try {
    const endpoint = environment[endpointVariable];
    // Two local systems on one database would repair each other's runs.
    if (endpoint) unlocks.push(lockEndpoint(endpoint));
    const database = noted(await openLocalDatabase({ clock, environment, dbPath: folder.databasePath }), note);
    try {
      for (const run of await closeAbandonedRuns(database.items, clock)) {
        folder.writeRecord(run.view);
        note(printable(run.unfinished ? `Execution ${run.executionId} (${run.planName}) was left unfinished by an earlier drsctl: it is now FAILED (LocalRunAbandoned).` : `Execution ${run.executionId} (${run.planName}) had ended, but its drsctl was killed before its clean-up: it is closed now.`));
      }
    } catch (error) {
      await database.close();
      throw error;
    }
    return { database, folder, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Tries again while somebody else holds the lock, as long as there is patience. */
async function patiently(patience: LocalRecordsOptions['patience'], lock: () => Unlock): Promise<Unlock> {
  const until = patience === undefined ? 0 : patience.clock.now() + patience.milliseconds;
  for (;;) {
    try {
      return lock();
    } catch (error) {
      if (patience === undefined || !(error instanceof InUseError) || patience.clock.now() >= until) throw error;
      await patience.clock.sleep(100);
    }
  }
}

/** Keeps other local systems off a DynamoDB, in whatever way its address is written. @throws InUseError where one of them uses it. */
export function lockEndpoint(endpoint: string): Unlock {
  return lockFile(join(tmpdir(), `drsctl-${createHash('sha256').update(sameEndpoint(endpoint)).digest('hex').slice(0, 16)}.lock`), `The DynamoDB at ${endpoint}`, `unset ${endpointVariable} to keep records in the data folder`);
}

function noted(database: LocalDatabase, note: (sentence: string) => void): LocalDatabase {
  if (database.memoryBecause !== undefined) note(`Records are kept in memory only: ${database.memoryBecause}.`);
  return database;
}
