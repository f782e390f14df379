import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { serverIdSchema } from './planFields.js';
import { planFileSchema } from './planSchema.js';
import { checkShape, shown } from './shapeFaults.js';

/** The message of each fault by its path. */
const faultsOf = (schema: z.ZodType, input: unknown): Record<string, string> =>
  Object.fromEntries(checkShape(schema, input).faults.map((fault) => [fault.path, fault.message]));
/** The message of a single value's only fault. */
const messageOf = (schema: z.ZodType, value: unknown): string | undefined => faultsOf(z.strictObject({ Value: schema }), { Value: value }).Value;

const server = 's-3d75cdc0d9a28a725';
const plan = (keys: object = {}, waveKeys: object = {}): object => ({
  PlanName: 'Web shop', Region: 'eu-central-1', Waves: [{ WaveNumber: 1, WaveName: 'Web', ServerIds: [server], ...waveKeys }], ...keys,
});

describe('a value in a message', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'empty'],
    ['null', null, 'empty'],
    ['a list, whatever is in it', [server], 'a list'],
    ['a map, whatever is in it', { Region: 'mars' }, 'a map'],
    ['a text, in quotes that also end', 'say "a"', String.raw`the text "say \"a\""`],
    ['a number', -1.5, 'the number -1.5'],
    ['a number that is none', Number.NaN, 'the number NaN'],
    ['a number beyond the safe ones', 2n ** 64n, 'the number 18446744073709551616'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['what no file can hold, by its kind', Symbol('x'), 'a symbol'],
  ])('is told short: %s', (_title, value, said) => {
    expect(shown(value)).toBe(said);
  });

  it('is cut where it has more than 60 characters', () => {
    expect(shown('x'.repeat(60))).toBe(`the text "${'x'.repeat(60)}"`);
    expect(shown('x'.repeat(61))).toBe(`the text "${'x'.repeat(57)}..."`);
  });
});

describe('a plan of the right shape', () => {
  it('is given back with its defaults, and no fault', () => {
    expect(checkShape(planFileSchema, plan())).toEqual({ value: expect.objectContaining({ WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true }), faults: [] });
  });
});

describe('a value of another kind than its key wants', () => {
  it.each<[string, object, string, string]>([
    ['an account number without quotes', { TargetAccountId: 222222222222 }, 'TargetAccountId', 'must be a text, but is the number 222222222222: put it in quotes'],
    ['true as a text', { Description: true }, 'Description', 'must be a text, but is true: put it in quotes'],
    ['a list as a text', { Description: ['a'] }, 'Description', 'must be a text, but is a list'],
    ['a number in quotes', { RtoTargetSeconds: ' 3600 ' }, 'RtoTargetSeconds', 'must be a number, but is the text " 3600 ": write it without quotes'],
    ['a number in words', { RtoTargetSeconds: 'an hour' }, 'RtoTargetSeconds', 'must be a number, but is the text "an hour"'],
    ['a fraction', { RtoTargetSeconds: 0.5 }, 'RtoTargetSeconds', 'must be a whole number, but is the number 0.5'],
    ['what is not a number', { RtoTargetSeconds: Number.NaN }, 'RtoTargetSeconds', 'must be a number, but is the number NaN'],
    ['"Yes"', { TerminateAfterDrill: 'Yes' }, 'TerminateAfterDrill', 'must be true or false, but is the text "Yes": write true'],
    ['"off"', { TerminateAfterDrill: 'off' }, 'TerminateAfterDrill', 'must be true or false, but is the text "off": write false'],
    ['"maybe"', { TerminateAfterDrill: 'maybe' }, 'TerminateAfterDrill', 'must be true or false, but is the text "maybe"'],
    ['0 for false', { TerminateAfterDrill: 0 }, 'TerminateAfterDrill', 'must be true or false, but is the number 0'],
    ['a map for a list', { Waves: { WaveNumber: 1 } }, 'Waves', 'must be a list, but is a map'],
    ['a text for a map', { Notifications: 'dr-team' }, 'Notifications', 'must be a map of keys and values, but is the text "dr-team"'],
    ['a key without its value', { Notifications: null }, 'Notifications', 'is empty: give a map of keys and values, or remove the key'],
    ['an empty list of waves', { Waves: [] }, 'Waves', 'must have at least 1 entry, but it is empty'],
    ['an empty name', { PlanName: '' }, 'PlanName', 'must have at least 1 character, but it has 0'],
    ['a name too long', { PlanName: 'x'.repeat(101) }, 'PlanName', 'must have at most 100 characters, but it has 101'],
    ['a name with control characters', { PlanName: 'Evil \u001b[31m' }, 'PlanName', 'must have no control characters, and none that change the direction of writing, but is the text "Evil \\u001b[31m"'],
    ['an objective of no time', { RtoTargetSeconds: 0 }, 'RtoTargetSeconds', 'must be at least 1, but it is 0'],
    ['an objective beyond a month', { RtoTargetSeconds: 2_592_001 }, 'RtoTargetSeconds', 'must be at most 2592000, but it is 2592001'],
  ])('is told with what to write instead: %s', (_title, keys, path, message) => {
    expect(faultsOf(planFileSchema, plan(keys))).toEqual({ [path]: message });
  });

  it('is told for a whole input too, with an empty path', () => {
    expect(faultsOf(planFileSchema, 'plan')).toEqual({ '': 'must be a map of keys and values, but is the text "plan"' });
    expect(faultsOf(planFileSchema, undefined)).toEqual({ '': 'is missing: give a map of keys and values' });
  });

  it('is told by the name of the kind where that has no words of ours', () => {
    expect(messageOf(z.date(), 'today')).toBe('must be a date, but is the text "today"');
  });
});

describe('a key that is missing', () => {
  it('is told with the description that its schema has, beginning small', () => {
    expect(faultsOf(planFileSchema, { PlanName: 'Web shop', Waves: [{ WaveNumber: 1 }] })).toEqual({
      Region: 'is missing: the AWS Region whose DRS is used, e.g. eu-central-1',
      'Waves[0].WaveName': 'is missing: the name of the wave, e.g. Database',
    });
  });

  it('without a description is told with its kind, or the words it may be', () => {
    expect(messageOf(z.string(), undefined)).toBe('is missing: give a text');
    expect(messageOf(z.array(z.string()), undefined)).toBe('is missing: give a list');
    expect(messageOf(z.enum(['FAIL', 'WARN']), undefined)).toBe('is missing: give one of FAIL, WARN');
  });
});

describe('a word that is not one of those allowed', () => {
  const message = (value: unknown): string | undefined => messageOf(z.enum(['SEQUENTIAL', 'DEPENDENCIES']), value);

  it('is told with the word that was probably meant, where one is near', () => {
    expect(message('sequental')).toBe('must be one of SEQUENTIAL, DEPENDENCIES, but is the text "sequental": did you mean SEQUENTIAL?');
    expect(message('random')).toBe('must be one of SEQUENTIAL, DEPENDENCIES, but is the text "random"');
    expect(message(1)).toBe('must be one of SEQUENTIAL, DEPENDENCIES, but is the number 1');
  });

  it('where there is but one is told without a choice', () => {
    expect(messageOf(z.literal('DRILL'), 'RECOVERY')).toBe('must be DRILL, but is the text "RECOVERY"');
  });
});

describe('a list of too few or too many entries', () => {
  it('is told with how many it has', () => {
    expect(messageOf(z.array(z.int()).min(2), [1])).toBe('must have at least 2 entries, but it has 1');
    expect(messageOf(z.array(z.int()).max(1), [1, 2])).toBe('must have at most 1 entry, but it has 2');
    expect(faultsOf(planFileSchema, plan({}, { ServerIds: [] }))).toEqual({ 'Waves[0].ServerIds': 'must have at least 1 entry, but it is empty' });
  });
});

describe('a text of the wrong form', () => {
  it('is told with what it must be and what it is', () => {
    expect(messageOf(serverIdSchema, 'i-0123456789abcdef0')).toBe('must be a DRS source server id, "s-" and 17 lower-case letters or digits, but is the text "i-0123456789abcdef0"');
  });
});

describe("a tag's key", () => {
  it('that is not allowed is told where it stands, in quotes', () => {
    const ProtectionGroups = [{ GroupId: 'pg-a', GroupName: 'A', Region: 'eu-central-1', Tags: { '': 'x', 'a.b': 1 } }];
    expect(faultsOf(planFileSchema, plan({ ProtectionGroups }))).toEqual({
      'ProtectionGroups[0].Tags[""]': 'has a key that is not allowed: Too small: expected string to have >=1 characters',
      'ProtectionGroups[0].Tags["a.b"]': 'must be a text, but is the number 1: put it in quotes',
    });
  });
});

describe('a key that is not known', () => {
  it('is told with the key that was probably meant, else with all that are known at its place', () => {
    const found = faultsOf(planFileSchema, plan({ Notifications: { SnsTopicArm: 'x', Mail: 'y' } }, { HealthCheck: { OnTimeOut: 'WARN', Colour: 'red' } }));
    expect(found).toEqual({
      'Notifications.SnsTopicArn': 'is missing: the ARN of the SNS topic that hears how each run ended',
      'Notifications.SnsTopicArm': 'is not a known key: did you mean SnsTopicArn?',
      'Notifications.Mail': 'is not a known key: known here are SnsTopicArn',
      'Waves[0].HealthCheck.OnTimeOut': 'is not a known key: did you mean OnTimeout?',
      'Waves[0].HealthCheck.Colour': 'is not a known key: known here are Enabled, OnTimeout',
    });
  });

  it('in one of several alternatives is held against the keys of that alternative, not of the others', () => {
    const fault = z.union([z.strictObject({ Server: z.string(), Fault: z.enum(['FAIL']) }), z.strictObject({ Service: z.string(), Attempt: z.int().min(1) })]);
    const faults = z.strictObject({ Faults: z.array(fault.optional()) });
    expect(faultsOf(faults, { Faults: [{ Service: 'drs', Attempt: 1, Server: server, Atempt: 2 }] })).toEqual({
      'Faults[0].Server': 'is not a known key: known here are Service, Attempt',
      'Faults[0].Atempt': 'is not a known key: did you mean Attempt?',
    });
    expect(faultsOf(faults, { Faults: [{ Server: server, Fault: 'FAIL', Attempt: 1 }] })).toEqual({ 'Faults[0].Attempt': 'is not a known key: known here are Server, Fault' });
  });
});

describe('a value that fits none of several alternatives', () => {
  const seconds = z.union([z.int().min(0), z.strictObject({ From: z.int(), To: z.int() }), z.literal('NEVER')]);
  const within = z.strictObject({ Delays: z.array(seconds.default(0)) });
  const told = (value: unknown): Record<string, string> => faultsOf(within, { Delays: [1, value] });

  it('is held against the alternative of its kind, at its own place', () => {
    expect(told(-1)).toEqual({ 'Delays[1]': 'must be at least 0, but it is -1' });
    expect(told({ From: 1, To: 'x' })).toEqual({ 'Delays[1].To': 'must be a number, but is the text "x"' });
    expect(told({ From: 1, Too: 2 })).toEqual({ 'Delays[1].To': 'is missing: give a number', 'Delays[1].Too': 'is not a known key: did you mean To?' });
  });

  it('is held against the first where it is of no kind of theirs', () => {
    expect(told('5')).toEqual({ 'Delays[1]': 'must be a number, but is the text "5": write it without quotes' });
    expect(told([])).toEqual({ 'Delays[1]': 'must be a number, but is a list' });
  });

  it('is held against the alternative with the fewest faults where several are of its kind', () => {
    const shape = z.union([z.strictObject({ a: z.int(), b: z.int(), c: z.int() }), z.strictObject({ a: z.int(), d: z.int() })]);
    expect(faultsOf(shape, { a: 1, d: 'x' })).toEqual({ d: 'must be a number, but is the text "x"' });
  });

  it('has the message of the schema where that gives one of its own', () => {
    const message = 'must be the WaveNumber of another wave, such as 1 (or "Wave-1"), but is the text';
    expect(faultsOf(planFileSchema, plan({}, { Dependencies: ['Web', '1'] }))).toEqual({
      'Waves[0].Dependencies[0]': `${message} "Web"`,
      'Waves[0].Dependencies[1]': `${message} "1": write it without quotes`,
    });
  });
});

describe('a value that a rule of its own refuses', () => {
  it('has that rule for its message', () => {
    const ProtectionGroups = [{ GroupId: 'pg-a', GroupName: 'A', Region: 'eu-central-1', Tags: {} }];
    expect(faultsOf(planFileSchema, plan({ ProtectionGroups }))).toEqual({ 'ProtectionGroups[0].Tags': 'must name at least one tag' });
  });

  it('several times is told once, by the first of them', () => {
    expect(checkShape(planFileSchema, plan({ PlanName: ` ${'x'.repeat(100)}` })).faults).toEqual([
      { path: 'PlanName', message: 'must have at most 100 characters, but it has 101' },
    ]);
  });
});
