import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock, memoryDatabase, openLocalDatabase } from '@drs-orchestration/testkit';
import { systemClock } from '@drs-orchestration/core/aws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InUseError } from '../src/local/inUseError.js';
import { openLocalRecords } from '../src/local/localRecords.js';
import { sameEndpoint } from '../src/local/sameEndpoint.js';
import { aFolder } from './support/folder.js';

vi.mock('@drs-orchestration/testkit', async (original) => {
  const testkit: object = await original();
  return { ...testkit, openLocalDatabase: vi.fn((testkit as { openLocalDatabase: typeof openLocalDatabase }).openLocalDatabase) };
});
afterEach(() => void vi.mocked(openLocalDatabase).mockClear());

const group = { kind: 'put', table: 'groups', item: { GroupId: 'pg-1', GroupName: 'One', Region: 'us-east-1', ServerIds: [] } } as const;

describe('local records', () => {
  it('are there again for the next run, in DynamoDB\'s own emulator', async (context) => {
    const folder = aFolder();
    const open = () => openLocalRecords({ clock: systemClock, environment: {}, dataFolder: folder, note: () => undefined });
    const first = await open();
    context.skip(first.database.endpoint === undefined, first.database.memoryBecause);
    await first.database.items.write(group);
    await first.database.close();
    first.release();
    const second = await open();
    expect(await second.database.items.get('groups', { GroupId: 'pg-1' })).toMatchObject({ GroupName: 'One' });
    await second.database.close();
    second.release();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('may be in a DynamoDB that the environment names, which one run at a time may use', async (context) => {
    const server = await openLocalDatabase({ clock: systemClock, environment: {} });
    context.skip(server.endpoint === undefined, server.memoryBecause);
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: server.endpoint };
    const open = () => openLocalRecords({ clock: systemClock, environment, dataFolder: aFolder(), note: () => undefined });
    const records = await open();
    expect(records.database.endpoint).toBe(server.endpoint);
    await records.database.items.write(group);
    expect(await server.items.get('groups', { GroupId: 'pg-1' })).toMatchObject({ GroupName: 'One' });
    await expect(open()).rejects.toThrow(`The DynamoDB at ${server.endpoint} is in use by another drsctl`);
    await expect(open()).rejects.toThrow('or unset AWS_ENDPOINT_URL_DYNAMODB to keep records in the data folder.');
    // However its address is written.
    const elsewhere = server.endpoint?.replace('127.0.0.1', 'LOCALHOST') ?? '';
    expect(elsewhere).not.toBe(server.endpoint);
    await expect(openLocalRecords({ clock: systemClock, environment: { AWS_ENDPOINT_URL_DYNAMODB: `${elsewhere}/` }, dataFolder: aFolder(), note: () => undefined })).rejects.toThrow(InUseError);
    await records.database.close();
    records.release();
    await server.close();
  });

  it.each([
    ['http://localhost:1', 'http://127.0.0.1:1/'], ['http://localhost', 'http://127.0.0.1:80'], ['HTTP://[::1]:1/', 'http://LocalHost:1'], ['https://db.example/', 'https://DB.example:443'],
  ])('take %s and %s for the same DynamoDB', (one, other) => {
    expect(sameEndpoint(one)).toBe(sameEndpoint(other));
  });

  it.each([['http://localhost:1', 'http://localhost:2'], ['http://localhost:1', 'https://localhost:1'], ['http://a.example', 'http://b.example'], ['http://a.example/x', 'http://a.example/y'], ['a', 'b']])('take %s and %s for two', (one, other) => {
    expect(sameEndpoint(one)).not.toBe(sameEndpoint(other));
  });

  it('are in memory where this platform has no DynamoDB emulator, and that and the remedy are said', async () => {
    vi.mocked(openLocalDatabase).mockResolvedValueOnce(memoryDatabase('no executable for this platform; install that package'));
    const notes: string[] = [];
    const records = await openLocalRecords({ clock: new ManualClock(), environment: {}, dataFolder: aFolder(), note: (sentence) => void notes.push(sentence) });
    expect(notes).toEqual(['Records are kept in memory only: no executable for this platform; install that package.']);
    records.release();
  });
});
