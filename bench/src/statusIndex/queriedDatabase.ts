import type { Clock, ItemStore } from '@drs-orchestration/core';
import { dynamodbClient, DynamoDbItemStore, systemClock } from '@drs-orchestration/core/aws';
import { localDeployment, localKeys, localTableNames, openLocalDatabase } from '@drs-orchestration/testkit';
import { countAnswers, type Answers } from './countedAnswers.js';

/** A real DynamoDB with the system's tables, whose answers are counted. */
export interface QueriedDatabase {
  readonly endpoint: string;
  readonly items: ItemStore;
  readonly answers: Answers;
  close(): Promise<void>;
}

/**
 * Opens an empty one on this machine. @param clock the client's, which stands still while a request is in flight
 * @throws Error where this platform has none.
 */
export async function openQueriedDatabase(clock: Clock = systemClock): Promise<QueriedDatabase> {
  const database = await openLocalDatabase({ clock: systemClock, environment: {} });
  if (database.endpoint === undefined) throw new Error(`this measures a DynamoDB: ${database.memoryBecause ?? 'there is none'}`);
  const client = dynamodbClient({ clock, environment: { ...localKeys, AWS_ENDPOINT_URL_DYNAMODB: database.endpoint }, region: localDeployment.region });
  const close = async (): Promise<void> => {
    client.destroy();
    await database.close();
  };
  return { endpoint: database.endpoint, items: new DynamoDbItemStore(client, localTableNames), answers: countAnswers(client), close };
}

/** The ids that StatusIndex holds of a status, as the finder asks for them: to the last page. */
export async function idsInStatus(items: ItemStore, status: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: status } })) ids.push(...page.map((item) => String(item['ExecutionId'])));
  return ids;
}
