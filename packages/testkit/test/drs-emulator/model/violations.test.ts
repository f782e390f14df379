import { describe, expect, it } from 'vitest';
import { answerFaults, commonErrors } from '../../../src/drs-emulator/model/answerFaults.js';
import { violations } from '../../../src/drs-emulator/model/violations.js';
import { faultsOfAnswer, type Exchange } from './exchange.js';

const job = { jobID: 'drsjob-00000000000000001', status: 'STARTED', type: 'LAUNCH', creationDateTime: '2026-11-21T10:00:00Z', participatingServers: [{ sourceServerID: 's-00000000000000001', launchStatus: 'PENDING' }], tags: { a: 'b' } };
const answer = (body: unknown, more: Partial<Exchange> = {}): Exchange => ({ operation: 'StartRecovery', status: 202, error: null, contentType: 'application/json', body, ...more });

describe('a check by the service\'s model', () => {
  it('lets a value pass that is as the model says, nulls as if they were absent', () => {
    expect(violations('Job', job)).toEqual([]);
    expect(violations('Job', { ...job, status: null })).toEqual([]);
    expect(faultsOfAnswer(answer({ job }))).toEqual([]);
  });

  it.each([
    ['a required member that is missing', { jobID: undefined }, 'jobID', 'Member must not be null'],
    ['a member that the model lacks', { state: 'STARTED' }, 'state', 'The model has no such member'],
    ['a member that every object has', { constructor: 'x' }, 'constructor', 'The model has no such member'],
    ['a word that is none of the enum', { status: 'FAILED' }, 'status', 'Member must satisfy enum value set: [PENDING, STARTED, COMPLETED]'],
    ['an id that is too short', { jobID: 'drsjob-1' }, 'jobID', 'Member must have length greater than or equal to 24'],
    ['an id that is too long', { jobID: `${job.jobID}0` }, 'jobID', 'Member must have length less than or equal to 24'],
    ['an id of the right length but another pattern', { jobID: 'drsjob-0000000000000000!' }, 'jobID', 'Member must satisfy regular expression pattern: drsjob-[0-9a-zA-Z]{17}'],
    ['a date that does not end in Z', { endDateTime: '2026-11-21T10:00:00+00:00' }, 'endDateTime', expect.stringContaining('pattern')],
    ['a date that is a number', { endDateTime: 1 }, 'endDateTime', 'Member must be a text'],
    ['a list that is none', { participatingServers: {} }, 'participatingServers', 'Member must be a list'],
    ['a fault in a list', { participatingServers: [job.participatingServers[0], { launchStatus: 'READY' }] }, 'participatingServers.2.member.launchStatus', expect.stringContaining('enum')],
    ['a map\'s value', { tags: { a: 1 } }, 'tags.a.value', 'Member must be a text'],
    ['a map\'s key', { tags: { ['k'.repeat(257)]: '' } }, `tags.${'k'.repeat(257)}.key`, 'Member must have length less than or equal to 256'],
  ])('notices %s', (_what, spoilt, path, rule) => {
    expect(violations('Job', { ...job, ...spoilt })).toMatchObject([{ path, rule }]);
    expect(faultsOfAnswer(answer({ job: { ...job, ...spoilt } }))).toHaveLength(1);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(violations('TagValue', '😀'.repeat(256))).toEqual([]);
    expect(violations('TagValue', '😀'.repeat(257))).toHaveLength(1);
  });

  it('notices whole and bounded numbers that are not', () => {
    expect([0, 1.5, '1', Number.NaN].map((value) => violations('StrictlyPositiveInteger', value).length)).toEqual([1, 1, 1, 1]);
    expect(violations('StrictlyPositiveInteger', 1)).toEqual([]);
  });

  it.each([
    ['another status', answer({ job }, { status: 200 })],
    ['another content type', answer({ job }, { contentType: 'text/plain' })],
    ['an error that is neither declared nor common', answer({ message: 'x' }, { status: 404, error: 'ResourceNotFoundException' })],
    ['an error with another status', answer({ message: 'x' }, { status: 400, error: 'ConflictException' })],
    ['an error without a message', answer({}, { status: 409, error: 'ConflictException' })],
    ['an error with a member that the model lacks', answer({ message: 'x', why: 'y' }, { status: 409, error: 'ConflictException' })],
    ['an answer of an operation that has no output', answer({ ok: true }, { operation: 'TagResource', status: 200 })],
  ])('notices %s', (_what, given) => {
    expect(faultsOfAnswer(given)).toHaveLength(1);
  });

  it('lets pass what DRS does in the field beyond its model, and only where it does it', () => {
    expect(answerFaults('DescribeJobLogItems', { items: [{ event: 'LAUNCH_END', logDateTime: '2026-11-21T10:00:00.123456+00:00' }] })).toEqual([]);
    expect(answerFaults('DescribeJobLogItems', { items: [{ event: 'LAUNCH_ENDED', logDateTime: '2026-11-21T10:00:00+01:00' }] })).toHaveLength(2);
    expect(answerFaults('DescribeJobs', { items: [{ ...job, status: 'LAUNCH_END' }] })).toHaveLength(1);
  });

  it('lets AWS\'s common errors pass', () => {
    expect(Object.entries(commonErrors).flatMap(([error, status]) => faultsOfAnswer(answer({ message: 'x' }, { status, error })))).toEqual([]);
  });
});
