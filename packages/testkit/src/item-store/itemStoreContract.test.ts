import { DynamoDbItemStore, dynamodbClient, systemClock, systemIdentifiers } from '@drs-orchestration/core/aws';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { createTables } from '../dynamodb/createTables.js';
import { startDynamoDb } from '../dynamodb/startDynamoDb.js';
import { itemStoreContract, type ContractSubject } from './itemStoreContract.js';
import { MemoryItemStore } from './memoryItemStore.js';

// On AWS itself runs must not meet each other's tables.
const run = `contract-${systemIdentifiers.uuid()}`;
let names = 0;
const name = (stem: string): string => `${stem}-${String((names += 1))}`;

describe('the item store in memory', () => {
  const subject: ContractSubject = { store: new MemoryItemStore(), clock: systemClock, name };
  for (const { title, holds } of itemStoreContract) it(title, () => holds(subject));
});

const dynamoDb = await startDynamoDb({ environment: process.env });
const reason = 'unavailable' in dynamoDb ? dynamoDb.unavailable : '';

describe('the item store in DynamoDB', () => {
  beforeEach((context) => context.skip(reason !== '', reason));

  const tables = { plans: `${run}-plans`, groups: `${run}-groups`, executions: `${run}-executions` };
  const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const client = dynamodbClient({
    clock: systemClock,
    environment: 'unavailable' in dynamoDb ? {} : { ...keys, ...process.env, AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.url },
    region: process.env['AWS_REGION'] ?? 'us-east-1',
  });
  const subject: ContractSubject = { store: new DynamoDbItemStore(client, tables), clock: systemClock, name };

  beforeAll(async () => {
    if (reason === '') await createTables(client, tables);
  }, 180_000);
  afterAll(async () => {
    if ('unavailable' in dynamoDb) return;
    for (const TableName of Object.values(tables)) await client.send(new DeleteTableCommand({ TableName }));
    await dynamoDb.close();
  });
  for (const { title, holds } of itemStoreContract) it(title, () => holds(subject));
});
