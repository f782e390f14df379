import { DynamodbTable, type DynamodbTableConfig } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { tables, type IndexDefinition, type KeyDefinition, type TableDefinition, type TableName } from '@drs-orchestration/core';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment.js';

/** The attribute that holds when an item may go, in Unix seconds. */
export const expiryAttribute = 'ExpiresAt';

/** The attributes that keys are made of, each once: DynamoDB wants no others declared. */
function keyAttributes({ key, indexes }: TableDefinition): { name: string; type: string }[] {
  const keys: readonly KeyDefinition[] = [key, ...indexes.map((index) => index.key)];
  const types = new Map(keys.flatMap(({ partition, sort }) => (sort === undefined ? [partition] : [partition, sort])).map(({ name, type }) => [name, type]));
  return [...types].map(([name, type]) => ({ name, type }));
}

function secondaryIndex({ name, key, projects }: IndexDefinition): { name: string; hashKey: string; rangeKey?: string; projectionType: string; nonKeyAttributes?: string[] } {
  return {
    name,
    hashKey: key.partition.name,
    ...(key.sort === undefined ? {} : { rangeKey: key.sort.name }),
    ...(projects === 'ALL' ? { projectionType: 'ALL' } : { projectionType: 'INCLUDE', nonKeyAttributes: [...projects] }),
  };
}

/** The system's tables, as core defines them. */
export class Tables extends Construct {
  readonly byName: Readonly<Record<TableName, DynamodbTable>>;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const made = tables.map((definition) => [definition.logicalName, new DynamodbTable(this, definition.thing, this.#config(definition, deployment))] as const);
    this.byName = Object.fromEntries(made) as Record<TableName, DynamodbTable>;
  }

  #config(definition: TableDefinition, { names, settings, disposable }: Deployment): DynamodbTableConfig {
    const { key, indexes, logicalName } = definition;
    const expires = logicalName === 'executions' && settings.Retention.HistoryDays !== undefined;
    return {
      name: names.table(logicalName),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: key.partition.name,
      ...(key.sort === undefined ? {} : { rangeKey: key.sort.name }),
      attribute: keyAttributes(definition),
      globalSecondaryIndex: indexes.map(secondaryIndex),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: !disposable,
      ...(expires ? { ttl: { attributeName: expiryAttribute, enabled: true } } : {}),
    };
  }
}
