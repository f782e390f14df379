import { tables } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { createTableInput } from './createTables.js';

describe('a table is created from core’s definition', () => {
  it('with its key, its sparse indexes and what they project, and nothing else', () => {
    expect(createTableInput('executions', 'drs-execution-history-test')).toMatchObject({
      TableName: 'drs-execution-history-test',
      KeySchema: [{ AttributeName: 'ExecutionId', KeyType: 'HASH' }, { AttributeName: 'Item', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: expect.arrayContaining([
        {
          IndexName: 'StatusIndex',
          KeySchema: [{ AttributeName: 'Status', KeyType: 'HASH' }, { AttributeName: 'StartTime', KeyType: 'RANGE' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: expect.arrayContaining(['NextPollTime']) as unknown },
        },
      ]) as unknown,
    });
    expect(createTableInput('plans', 'p')).not.toHaveProperty('GlobalSecondaryIndexes');
  });

  it.each(tables)('$logicalName declares exactly the attributes its keys use', ({ logicalName }) => {
    const input = createTableInput(logicalName, 't');
    const keys = [input.KeySchema ?? [], ...(input.GlobalSecondaryIndexes ?? []).map((index) => index.KeySchema ?? [])].flat();
    const declared = (input.AttributeDefinitions ?? []).map(({ AttributeName }) => AttributeName);
    expect([...declared].sort()).toEqual([...new Set(keys.map(({ AttributeName }) => AttributeName))].sort());
  });
});
