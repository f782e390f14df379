import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand, TransactWriteCommand, UpdateCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ServiceError, TerminalError } from '../errors.js';
import type { Item, ItemKey, ItemQuery, ItemScan, ItemStore, TableName, Write } from '../ports/index.js';
import { tableDefinition } from '../tables.js';
import { callService } from './callService.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import { conditionOf, Placeholders } from './dynamodbConditions.js';
import type { Adapter } from './ports.js';

type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** TransactWriteItems takes at most 100 writes. */
export const writesInTransaction = 100;

/** The condition that finds a query's items. @throws TerminalError `InvalidQuery` where an upper bound has no sort key to bound. */
function keyCondition({ table, index, partition, atMost }: ItemQuery, placeholders: Placeholders): string {
  const inPartition = `${placeholders.name(partition.attribute)} = ${placeholders.value(partition.equals)}`;
  if (atMost === undefined) return inPartition;
  const { key, indexes } = tableDefinition(table);
  const { sort } = index === undefined ? key : (indexes.find(({ name }) => name === index)?.key ?? key);
  if (sort === undefined) throw new TerminalError('InvalidQuery', `${table} has no sort key, so its items have no upper bound.`);
  return `${inPartition} AND ${placeholders.name(sort.name)} <= ${placeholders.value(atMost)}`;
}

function updateExpression(write: Write & { kind: 'update' }, placeholders: Placeholders): string | undefined {
  const sets = Object.entries(write.set ?? {}).map(([attribute, value]) => {
    // Left to itself this would fail in DynamoDB, far from where it came from.
    if (value === undefined) throw new TerminalError('InvalidWrite', `${attribute} cannot be set to undefined; name it in 'remove' instead.`);
    return `${placeholders.name(attribute)} = ${placeholders.value(value)}`;
  });
  const removes = (write.remove ?? []).map((attribute) => placeholders.name(attribute));
  const parts = [...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []), ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : [])];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** DynamoDB as the system's item store: conditional writes, transactions, queries, scans. */
export class DynamoDbItemStore implements ItemStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: Readonly<Record<TableName, string>>;

  /** @param tables the tables' deployed names */
  constructor(client: DynamoDBClient, tables: Readonly<Record<TableName, string>>) {
    this.#client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.#tables = tables;
  }

  async get(table: TableName, key: ItemKey): Promise<Item | undefined> {
    const TableName = this.#tables[table];
    const command = new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true });
    const { Item: item } = await callService('DynamoDB', 'GetItem', () => this.#client.send(command), { about: TableName });
    return item;
  }

  async *query(query: ItemQuery): AsyncIterable<readonly Item[]> {
    const TableName = this.#tables[query.table];
    const placeholders = new Placeholders();
    const KeyConditionExpression = keyCondition(query, placeholders);
    const about = query.index === undefined ? TableName : `${TableName}, ${query.index}`;
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName,
        KeyConditionExpression,
        ...placeholders.fields(),
        ScanIndexForward: query.descending !== true,
        // Indexes are eventually consistent; asking otherwise is an error.
        ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
        ...(query.pageSize === undefined ? {} : { Limit: query.pageSize }),
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      });
      const page = await callService('DynamoDB', 'Query', () => this.#client.send(command), { about });
      if (page.Items !== undefined && page.Items.length > 0) yield page.Items;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  async *scan(scan: ItemScan): AsyncIterable<readonly Item[]> {
    const TableName = this.#tables[scan.table];
    let ExclusiveStartKey: Record<string, unknown> | undefined = scan.after === undefined ? undefined : { ...scan.after };
    do {
      const command: ScanCommand = new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(scan.pageSize === undefined ? {} : { Limit: scan.pageSize }),
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      });
      const page = await callService('DynamoDB', 'Scan', () => this.#client.send(command), { about: TableName });
      if (page.Items !== undefined && page.Items.length > 0) yield page.Items;
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  async write(...writes: readonly Write[]): Promise<'WRITTEN' | 'CONFLICT'> {
    if (writes.length > writesInTransaction) {
      throw new TerminalError('InvalidWrite', `${String(writes.length)} writes do not fit into one transaction; ${String(writesInTransaction)} do.`);
    }
    if (writes.length === 0) return 'WRITTEN';
    const about = [...new Set(writes.map(({ table }) => this.#tables[table]))].join(', ');
    try {
      await this.#send(writes.map((write) => this.#operation(write)), about);
      return 'WRITTEN';
    } catch (error) {
      if (error instanceof ServiceError && error.kind === 'CONFLICT') return 'CONFLICT';
      throw error;
    }
  }

  #operation(write: Write): Operation {
    const placeholders = new Placeholders();
    const UpdateExpression = write.kind === 'update' ? updateExpression(write, placeholders) : undefined;
    const ConditionExpression = conditionOf(write.expect, placeholders);
    const common = {
      TableName: this.#tables[write.table],
      ...(ConditionExpression === undefined ? {} : { ConditionExpression }),
      ...placeholders.fields(),
    };
    switch (write.kind) {
      case 'put':
        return { Put: { ...common, Item: { ...write.item } } };
      case 'update':
        return { Update: { ...common, Key: { ...write.key }, UpdateExpression } };
      case 'delete':
        return { Delete: { ...common, Key: { ...write.key } } };
      case 'check':
        return { ConditionCheck: { ...common, Key: { ...write.key }, ConditionExpression } };
    }
  }

  /** A single write costs half of what it costs in a transaction, so it goes alone. */
  async #send(operations: readonly Operation[], about: string): Promise<unknown> {
    const client = this.#client;
    const [only] = operations;
    if (operations.length === 1 && only !== undefined) {
      if (only.Put) return callService('DynamoDB', 'PutItem', () => client.send(new PutCommand(only.Put!)), { about });
      if (only.Update) return callService('DynamoDB', 'UpdateItem', () => client.send(new UpdateCommand(only.Update!)), { about });
      if (only.Delete) return callService('DynamoDB', 'DeleteItem', () => client.send(new DeleteCommand(only.Delete!)), { about });
    }
    const command = new TransactWriteCommand({ TransactItems: [...operations] });
    return callService('DynamoDB', 'TransactWriteItems', () => client.send(command), { about });
  }
}

/** A DynamoDB client on our clock (P29's retries included), also for making tables. */
export function dynamodbClient(connection: Connection): DynamoDBClient {
  return onOurClock(new DynamoDBClient(clientSettings('DYNAMODB', connection)), connection);
}

/** The item store in DynamoDB. */
export const dynamodbItemStore: Adapter<ItemStore> = {
  requires: ['PLANS_TABLE', 'GROUPS_TABLE', 'EXECUTIONS_TABLE', 'AWS_REGION'],
  build: ({ clock, environment, settings }) =>
    new DynamoDbItemStore(dynamodbClient({ clock, environment, region: settings.AWS_REGION }), {
      plans: settings.PLANS_TABLE,
      groups: settings.GROUPS_TABLE,
      executions: settings.EXECUTIONS_TABLE,
    }),
};
