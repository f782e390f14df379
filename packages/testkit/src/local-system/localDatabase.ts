import { DynamoDbItemStore, dynamodbClient } from '@drs-orchestration/core/aws';
import type { Clock, Environment, ItemStore } from '@drs-orchestration/core';
import { createTables } from '../dynamodb/createTables.js';
import { startDynamoDb } from '../dynamodb/startDynamoDb.js';
import { MemoryItemStore } from '../item-store/memoryItemStore.js';
import { localKeys, localTableNames } from './functionEnvironment.js';
import { localDeployment } from './systemFunctions.js';

/** Where a local system keeps its records. */
export interface LocalDatabase {
  readonly items: ItemStore;
  /** The DynamoDB's address; absent: records are in memory only, and functions get `items` itself. */
  readonly endpoint?: string;
  /** Why records are in memory only, and what to do about it. */
  readonly memoryBecause?: string;
  close(): Promise<void>;
}

/** How a local database is opened. */
export interface LocalDatabaseOptions {
  readonly clock: Clock;
  /** Where AWS_ENDPOINT_URL_DYNAMODB may name a DynamoDB to use. */
  readonly environment: Environment;
  /** The file that keeps the records; absent: nothing is kept. */
  readonly dbPath?: string;
}

/** A database in memory: the simulation's store, without any DynamoDB. */
export function memoryDatabase(memoryBecause?: string): LocalDatabase {
  return { items: new MemoryItemStore(), ...(memoryBecause === undefined ? {} : { memoryBecause }), close: async () => undefined };
}

/**
 * Opens a real DynamoDB with the system's tables in it: the emulator as a child process, or the one that
 * AWS_ENDPOINT_URL_DYNAMODB names. Where this platform has neither, the store is in memory and `memoryBecause` says why.
 */
export async function openLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const started = await startDynamoDb({ environment: options.environment, ...(options.dbPath === undefined ? {} : { dbPath: options.dbPath }) });
  if ('unavailable' in started) return memoryDatabase(started.unavailable);
  // Region and keys are the functions' own: some emulators keep a database for each.
  const client = dynamodbClient({ clock: options.clock, environment: { ...localKeys, AWS_ENDPOINT_URL_DYNAMODB: started.url }, region: localDeployment.region });
  const close = async (): Promise<void> => {
    client.destroy();
    await started.close();
  };
  try {
    await createTables(client, localTableNames);
  } catch (error) {
    await close();
    throw error;
  }
  return { items: new DynamoDbItemStore(client, localTableNames), endpoint: started.url, close };
}
