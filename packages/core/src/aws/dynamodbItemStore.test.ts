import {
  ConditionalCheckFailedException, DynamoDBClient, InternalServerError, ProvisionedThroughputExceededException, ResourceNotFoundException,
  TransactionCanceledException, TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { FakeHandler, networkError, refusal, type Fate } from '../../test/fakeHandler.js';
import { eventually, ManualClock } from '../../test/manualClock.js';
import { waits } from '../../test/waits.js';
import { ServiceError } from '../errors.js';
import type { Write } from '../ports/index.js';
import { clientSettings, onOurClock } from './clients.js';
import { DynamoDbItemStore } from './dynamodbItemStore.js';

const names = { plans: 'drs-recovery-plans-test', groups: 'drs-groups-test', executions: 'drs-history-test' };
const fault = { message: 'no', $metadata: {} };
const put: Write = { kind: 'put', table: 'plans', item: { PlanId: 'p' } };
const update: Write = { kind: 'update', table: 'plans', key: { PlanId: 'p' }, set: { A: 1 } };
const remove: Write = { kind: 'delete', table: 'plans', key: { PlanId: 'p' } };
const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({ ...fault, CancellationReasons: codes.map((Code) => ({ Code })) });

// What the requests do is the contract's matter (testkit's itemStoreContract); here is what they are, and how they fail.
const sent = mockClient(DynamoDBDocumentClient);

describe('requests', () => {
  const store = new DynamoDbItemStore(new DynamoDBClient({ region: 'us-east-1' }), names);
  beforeEach(() => sent.reset());

  it('single writes go alone, several as one transaction', async () => {
    await store.write(put);
    await store.write(update);
    await store.write(remove);
    await store.write(put, remove);
    const commands = sent.calls().map(({ args }) => args[0].constructor);
    expect(commands).toEqual([PutCommand, UpdateCommand, DeleteCommand, TransactWriteCommand]);
  });

  it('an item is read strongly consistently, a table’s query too, an index’s not', async () => {
    sent.on(GetCommand).resolves({ Item: { PlanId: 'p' } }).on(QueryCommand).resolves({ Items: [{ a: 1 }] });
    await store.get('plans', { PlanId: 'p' });
    const partition = { attribute: 'Status', equals: 'POLLING' };
    for (const query of [{ table: 'executions', partition }, { table: 'executions', index: 'StatusIndex', partition }] as const) {
      for await (const page of store.query(query)) expect(page).toEqual([{ a: 1 }]);
    }
    const [get, table, index] = sent.calls().map(({ args }) => args[0].input as Record<string, unknown>);
    expect(get).toMatchObject({ TableName: names.plans, ConsistentRead: true });
    expect(table).toMatchObject({ TableName: names.executions, ConsistentRead: true });
    expect(index).toMatchObject({ IndexName: 'StatusIndex' });
    expect(index).not.toHaveProperty('ConsistentRead');
  });

  it('a query goes on to the last page, empty pages included', async () => {
    sent.on(QueryCommand)
      .resolvesOnce({ Items: [{ n: 1 }], LastEvaluatedKey: { k: 1 } })
      .resolvesOnce({ Items: [], LastEvaluatedKey: { k: 2 } })
      .resolvesOnce({ Items: [{ n: 2 }] });
    const pages: unknown[] = [];
    for await (const page of store.query({ table: 'executions', partition: { attribute: 'ExecutionId', equals: 'e' } })) pages.push(page);
    expect(pages).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(sent.calls().map(({ args }) => (args[0].input as { ExclusiveStartKey?: unknown }).ExclusiveStartKey)).toEqual([undefined, { k: 1 }, { k: 2 }]);
  });

  it.each([
    [[put], new ConditionalCheckFailedException(fault)],
    [[update], new TransactionConflictException(fault)],
    [[put, remove], cancelled('None', 'ConditionalCheckFailed')],
    [[put, remove], cancelled('TransactionConflict', 'None')],
    [[put, remove], cancelled('ThrottlingError', 'ConditionalCheckFailed')],
  ])('an expectation that fails, or another writer, is CONFLICT and no error', async (writes, error) => {
    sent.rejects(error);
    expect(await store.write(...writes)).toBe('CONFLICT');
  });

  it.each([
    [[put], new ResourceNotFoundException(fault), 'NOT_FOUND', 'PutItem'],
    [[put], new ProvisionedThroughputExceededException(fault), 'THROTTLED', 'PutItem'],
    [[remove], new InternalServerError({ ...fault, $metadata: { httpStatusCode: 500 } }), 'SERVER', 'DeleteItem'],
    [[put, remove], cancelled('None', 'ThrottlingError'), 'THROTTLED', 'TransactWriteItems'],
    [[put, remove], cancelled('ValidationError', 'None'), 'INVALID', 'TransactWriteItems'],
    [[put, remove], cancelled('ItemCollectionSizeLimitExceeded', 'None'), 'QUOTA', 'TransactWriteItems'],
  ])('any other failure names DynamoDB, the operation and the table [T1.1.3]', async (writes, error, kind, operation) => {
    sent.rejects(error);
    const failure = await store.write(...writes).catch((thrown: unknown) => thrown as ServiceError);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ service: 'DynamoDB', operation, kind });
    expect((failure as ServiceError).message).toContain(`DynamoDB ${operation} (${names.plans})`);
  });

  it('a failing read names DynamoDB, the table and the index [T1.1.3]', async () => {
    sent.rejects(new InternalServerError({ ...fault, $metadata: { httpStatusCode: 500 } }));
    await expect(store.get('plans', { PlanId: 'p' })).rejects.toMatchObject({ service: 'DynamoDB', operation: 'GetItem' });
    const pages = store.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'POLLING' } });
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(`DynamoDB Query (${names.executions}, StatusIndex) failed`);
  });
});

describe('retries [P29]', () => {
  beforeAll(() => sent.restore());

  const storeOver = (handler: FakeHandler, clock: ManualClock): DynamoDbItemStore => {
    const settings = { ...clientSettings('DYNAMODB', connectionOn(clock)), requestHandler: handler as never };
    return new DynamoDbItemStore(onOurClock(new DynamoDBClient(settings), connectionOn(clock)), names);
  };

  it('a transaction cancelled by throttling is sent again, as the same transaction', async () => {
    const clock = new ManualClock();
    const throttled = refusal(400, 'TransactionCanceledException', { CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }] });
    const handler = new FakeHandler(throttled, { status: 200 });
    const written = storeOver(handler, clock).write(put, { kind: 'delete', table: 'groups', key: { GroupId: 'g' } });
    await eventually(() => clock.sleeping.includes(2000));
    clock.advance(2000);
    expect(await written).toBe('WRITTEN');
    const tokens = handler.sent.map(({ body }) => (JSON.parse(body) as { ClientRequestToken?: string }).ClientRequestToken);
    expect(tokens[0]).toBeTypeOf('string');
    expect(tokens).toEqual([tokens[0], tokens[0]]);
  });

  const failures: readonly [string, Fate][] = [
    ['throttling', refusal(400, 'ProvisionedThroughputExceededException')],
    ['a 500', refusal(500, 'InternalServerError')],
    ['a 503', refusal(503, 'ServiceUnavailable')],
    ['a cut line', { fails: networkError('ECONNRESET') }],
  ];
  const writes: readonly [string, readonly Write[]][] = [
    ['a put', [put]],
    ['an update', [{ kind: 'update', table: 'groups', key: { GroupId: 'g' }, set: { A: 1 } }]],
    ['a deletion', [{ kind: 'delete', table: 'groups', key: { GroupId: 'g' } }]],
    ['a transaction', [put, { kind: 'delete', table: 'groups', key: { GroupId: 'g' } }]],
  ];
  it.each(writes.flatMap(([write, of]) => failures.map(([failure, fate]) => [write, failure, of, fate] as const)))('%s that meets %s is tried again after 2, 4 and 8 s; then it fails, naming DynamoDB [P29] [R9.4] [R9.5]', async (_write, _failure, of, fate) => {
    for (const [fates, outcome] of [[[fate, fate, fate, { status: 200 }], 'WRITTEN'], [[fate], undefined]] as const) {
      const clock = new ManualClock();
      const handler = new FakeHandler(...fates);
      const { waited, result } = await waits(clock, storeOver(handler, clock).write(...of));
      expect({ waited, sent: handler.sent.length }).toEqual({ waited: [2, 4, 8], sent: 4 });
      if (outcome === undefined) expect(result).toMatchObject({ service: 'DynamoDB', name: 'TerminalError' });
      else expect(result).toBe(outcome);
    }
  });

  it('a conditional failure is an answer: it is not tried again', async () => {
    const clock = new ManualClock();
    const handler = new FakeHandler(refusal(400, 'ConditionalCheckFailedException'));
    expect(await storeOver(handler, clock).write(put)).toBe('CONFLICT');
    expect(handler.sent).toHaveLength(1);
  });
});
