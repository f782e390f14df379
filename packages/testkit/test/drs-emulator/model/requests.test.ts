import { afterEach, describe, expect, it } from 'vitest';
import { drsOperations } from '../../../src/drs-emulator/model/drsOperations.js';
import { drsShapes } from '../../../src/drs-emulator/model/drsShapes.js';
import type { Shape } from '../../../src/drs-emulator/model/serviceModel.js';
import { operations } from '../../../src/drs-emulator/operations/operations.js';
import { serverId, serverIds } from '../../../src/plans/serverIds.js';
import { emulated, endEmulated, worldOf } from '../emulated.js';
import { exchange, faultsOfAnswer } from './exchange.js';

afterEach(endEmulated);

type Members = Readonly<Record<string, unknown>>;

const jobID = 'drsjob-00000000000000001';
const instanceId = 'i-00000000000000001';
const resourceArn = `arn:aws:drs:us-east-1:111111111111:source-server/${serverId(1)}`;

/** For each operation, an input that the model accepts, with every member that can be spoilt. */
const soundInputs: Readonly<Record<string, Members>> = {
  DescribeSourceServers: { filters: { sourceServerIDs: [serverId(1)] }, maxResults: 1 },
  StartRecovery: { sourceServers: [{ sourceServerID: serverId(1), recoverySnapshotID: 'pit-00000000000000001' }], isDrill: true, tags: { a: 'b' } },
  DescribeJobs: { filters: { jobIDs: [jobID], fromDate: '2026-01-01T00:00:00Z', toDate: '2026-01-01T00:00:00.123Z' }, maxResults: 1 },
  DescribeJobLogItems: { jobID, maxResults: 1 },
  DescribeRecoveryInstances: { filters: { recoveryInstanceIDs: [instanceId], sourceServerIDs: [serverId(1)] }, maxResults: 1 },
  TerminateRecoveryInstances: { recoveryInstanceIDs: [instanceId] },
  ListTagsForResource: { resourceArn },
  TagResource: { resourceArn, tags: { a: 'b' } },
  UntagResource: { resourceArn, tagKeys: ['a'] },
};

/** An input that breaks one rule of the model, and where. */
interface Spoilt {
  readonly path: string;
  readonly what: string;
  readonly input: Members;
}

/** Values that break a shape's own rules; `sound` is one that keeps them. */
function wrongValues(shape: Shape, sound: unknown): readonly (readonly [string, unknown])[] {
  const { type, min = 0, max = Infinity, pattern, enum: words } = shape;
  const wrong: [string, unknown][] = [['another type', type === 'string' ? 7 : 'text']];
  if (type === 'integer') wrong.push(['a value below its least', min - 1], ['half a number', min + 0.5]);
  if (type === 'string' && min > 0) wrong.push(['a text that is too short', '0'.repeat(min - 1)]);
  if (type === 'string' && max < 3000) wrong.push(['a text that is too long', '0'.repeat(max + 1)]);
  if (type === 'string' && (pattern ?? words) !== undefined) wrong.push(['a text of another pattern', '!'.repeat(Math.max(min, 1))]);
  if (type === 'list' && min > 0) wrong.push(['an empty list', []]);
  if (type === 'list' && max < Infinity) wrong.push(['a list that is too long', Array.from({ length: max + 1 }, () => (sound as unknown[])[0])]);
  if (type === 'map') wrong.push(['a key that is too long', { ['k'.repeat(257)]: '' }], ['a value that is too long', { k: 'v'.repeat(257) }]);
  return wrong;
}

/** All that spoils a sound value in one place; members in a path or query are texts whatever is sent. */
function spoilt(shapeName: string, sound: unknown, path: string, put: (value: unknown) => Members): readonly Spoilt[] {
  const shape = drsShapes[shapeName];
  if (shape === undefined) throw new Error(shapeName);
  const inUrl = ['resourceArn', 'tagKeys'].includes(path.split('.')[0] ?? '');
  const own = path === '' ? [] : wrongValues(shape, sound).filter(([what]) => !(inUrl && what === 'another type')).map(([what, value]): Spoilt => ({ path, what, input: put(value) }));
  if (shape.type === 'list') return [...own, ...spoilt(shape.member ?? '', (sound as unknown[])[0], `${path}.1.member`, (value) => put([value, ...(sound as unknown[]).slice(1)]))];
  if (shape.type !== 'structure') return own;
  const members = sound as Members;
  const within = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return [
    ...own,
    ...(shape.required ?? []).map((name): Spoilt => ({ path: within(name), what: 'nothing', input: put(Object.fromEntries(Object.entries(members).filter(([other]) => other !== name))) })),
    ...Object.entries(shape.members ?? {}).filter(([name]) => name in members).flatMap(([name, member]) => spoilt(member, members[name], within(name), (value) => put({ ...members, [name]: value }))),
  ];
}

const all = Object.entries(soundInputs).flatMap(([operation, sound]) => spoilt(drsOperations[operation]?.input ?? '', sound, '', (value) => value as Members).map((each) => ({ operation, ...each })));

describe('a request to the DRS emulator', () => {
  it('that the model accepts is never a ValidationException', async () => {
    const { url, emulator } = await emulated(worldOf(1));
    const outcomes = await Promise.all(Object.entries(soundInputs).map(async ([operation, input]) => [operation, (await exchange(url, operation, input)).error]));
    expect(Object.fromEntries(outcomes)).toEqual({
      ...Object.fromEntries([...operations.drs.keys()].map((name) => [name, null])),
      // There is no such job: the operation declares no other error for it.
      DescribeJobLogItems: 'ValidationException', TerminateRecoveryInstances: 'ConflictException',
    });
    expect(emulator.jobs()).toHaveLength(1);
  });

  it('that breaks a rule of the model is a ValidationException that names the place, in AWS\'s shape, and does nothing', async () => {
    const { url, emulator } = await emulated(worldOf(1));
    for (const { operation, path, what, input } of all) {
      const answered = await exchange(url, operation, input);
      const about = `${operation} with ${what} at ${path}`;
      expect(faultsOfAnswer(answered), about).toEqual([]);
      // A value in a tag is below its key; all else is where it was put.
      expect({ about, ...answered }).toMatchObject({ about, status: 400, error: 'ValidationException', body: { message: expect.stringMatching(/^\d+ validation errors? detected: Value /), reason: expect.stringMatching(/^(cannotParse|fieldValidationFailed)$/), fieldList: expect.arrayContaining([{ name: expect.stringContaining(path), message: expect.stringMatching(/^Member must /) }]) } });
    }
    expect(emulator.jobs()).toEqual([]);
    expect(emulator.tagsOf(serverId(1))).toEqual({});
    // Counted, so that a shape that loses its rules does not go unnoticed.
    expect(Object.fromEntries(Object.keys(soundInputs).map((name) => [name, all.filter(({ operation }) => operation === name).length]))).toEqual({
      DescribeSourceServers: 10, StartRecovery: 18, DescribeJobs: 18, DescribeJobLogItems: 8, DescribeRecoveryInstances: 15, TerminateRecoveryInstances: 8, ListTagsForResource: 4, TagResource: 8, UntagResource: 6,
    });
  });

  it('at the model\'s bounds is not refused for its form', async () => {
    const { url } = await emulated(worldOf(1));
    const ids = (many: number, start: string): string[] => Array.from({ length: many }, (_, index) => `${start}${String(index).padStart(17, '0')}`);
    const long = 'k'.repeat(256);
    const bounds: readonly (readonly [string, Members])[] = [
      ['StartRecovery', { sourceServers: serverIds(200).map((sourceServerID) => ({ sourceServerID })) }],
      ['StartRecovery', { sourceServers: [{ sourceServerID: `s-${'Z'.repeat(17)}`, recoverySnapshotID: null }], isDrill: null, tags: { [long]: long, '': '' } }],
      ['DescribeJobs', { filters: { jobIDs: ids(1000, 'drsjob-') } }],
      ['DescribeJobs', { filters: { jobIDs: [], fromDate: null }, maxResults: 2_147_483_647, nextToken: null }],
      ['DescribeSourceServers', { filters: { sourceServerIDs: ids(200, 's-') } }],
      ['DescribeRecoveryInstances', { filters: { recoveryInstanceIDs: ['i-0123abcd', ...ids(199, 'i-')], sourceServerIDs: ids(500, 's-') } }],
      ['TerminateRecoveryInstances', { recoveryInstanceIDs: ids(200, 'i-') }],
    ];
    const errors = await Promise.all(bounds.map(async ([operation, input]) => (await exchange(url, operation, input)).error));
    expect(errors).toEqual(['ServiceQuotaExceededException', 'ConflictException', null, null, null, null, 'ServiceQuotaExceededException']);
  });

  it('with members that the model lacks passes, as in AWS; a filter that the emulator lacks is refused by name', async () => {
    const { url } = await emulated(worldOf(1));
    expect((await exchange(url, 'DescribeJobs', { colour: 'blue' })).error).toBeNull();
    for (const filters of [{ hardwareId: 'x' }, { stagingAccountIDs: ['111111111111'] }]) {
      expect(await exchange(url, 'DescribeSourceServers', { filters })).toMatchObject({ status: 400, error: 'ValidationException', body: { message: expect.stringContaining(Object.keys(filters)[0] ?? '') } });
    }
  });

  it('of a thousand faults is answered with the first ten, and never repeats a long value', async () => {
    const { url } = await emulated(worldOf(1));
    const { body } = await exchange(url, 'DescribeJobs', { filters: { jobIDs: Array.from({ length: 2000 }, () => 'x'.repeat(1000)) } });
    const { message, fieldList } = body as { message: string; fieldList: unknown[] };
    expect(message).toMatch(/^2001 validation errors detected: /);
    expect(fieldList).toHaveLength(10);
    expect(message.length).toBeLessThan(3000);
  });

  it('that is longer than any of DRS is refused before it is read as JSON', async () => {
    const { url } = await emulated(worldOf(1));
    const body = JSON.stringify({ nextToken: 'x'.repeat(4_000_000) });
    const answer = await fetch(`${url}/DescribeJobs`, { method: 'POST', body });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  it('of an operation that the service has and the emulator has not is refused by its name', async () => {
    const { url } = await emulated(worldOf(1));
    const lacking = Object.keys(drsOperations).filter((name) => !operations.drs.has(name));
    expect(lacking).toHaveLength(41);
    for (const name of lacking) {
      const answered = await exchange(url, name, {});
      expect(answered).toMatchObject({ status: 400, error: 'UnknownOperationException', body: { message: expect.stringContaining(`DRS's operation ${name}. It has DescribeSourceServers, `) } });
      expect(faultsOfAnswer(answered)).toEqual([]);
    }
  });
});
