import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition, type KeyDefinition, type TableName } from '@drs-orchestration/core';

const attributesOf = (key: KeyDefinition): { readonly name: string; readonly type: 'S' | 'N' }[] =>
  key.sort === undefined ? [key.partition] : [key.partition, key.sort];

const schemaOf = (key: KeyDefinition): { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[] =>
  attributesOf(key).map(({ name }, position) => ({ AttributeName: name, KeyType: position === 0 ? 'HASH' : 'RANGE' }));

/** The request that creates a table from core's definition, which infra deploys from too. */
export function createTableInput(table: TableName, deployedName: string): CreateTableCommandInput {
  const { key, indexes } = tableDefinition(table);
  const types = new Map([key, ...indexes.map((index) => index.key)].flatMap(attributesOf).map(({ name, type }) => [name, type]));
  return {
    TableName: deployedName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: schemaOf(key),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: schemaOf(index.key),
            Projection:
              index.projects === 'ALL'
                ? { ProjectionType: 'ALL' as const }
                : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.projects] },
          })),
        }),
  };
}

/**
 * Creates the tables that do not exist yet and resolves when all can be used.
 * @param names the deployed names by logical name; tables not named are not created
 */
export async function createTables(client: DynamoDBClient, names: Readonly<Partial<Record<TableName, string>>>): Promise<void> {
  // Imported when used, so that a simulation in memory loads no SDK.
  const { CreateTableCommand, ResourceInUseException, waitUntilTableExists } = await import('@aws-sdk/client-dynamodb');
  for (const [table, deployedName] of Object.entries(names) as [TableName, string][]) {
    try {
      await client.send(new CreateTableCommand(createTableInput(table, deployedName)));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
  }
  for (const TableName of Object.values(names)) await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 120 }, { TableName });
}
