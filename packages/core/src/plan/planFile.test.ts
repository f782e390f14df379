import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlanFile, type PlanFileReading } from './planFile.js';

const text = `# A plan
PlanName: Web shop
Region: eu-central-1
ProtectionGroups:
  - { GroupId: pg-web, GroupName: Web, Region: eu-central-1, Tags: { Tier: web, Shop: "yes" } }
Waves:
  - WaveNumber: 1
    WaveName: Database
    ServerIds: [s-3d75cdc0d9a28a725, s-3afa164776f93ce4f]
    HealthCheck: &health { Enabled: true, OnTimeout: WARN }
  - WaveNumber: 2
    WaveName: Web
    ProtectionGroupId: pg-web
    HealthCheck: *health
    Dependencies: [1]
`;
const read = (source: string): PlanFileReading => parsePlanFile(source, 'shop.yaml');
const reportOf = (source: string): string => {
  const reading = read(source);
  return 'report' in reading ? reading.report : 'valid';
};

describe('a plan file', () => {
  it('is read with anchors, aliases and merge keys', () => {
    expect(read(text).plan?.Waves[1]?.HealthCheck).toEqual({ Enabled: true, OnTimeout: 'WARN' });
    const merged = text.replace('HealthCheck: *health', '<<: &rest { PauseBefore: true }');
    expect(read(merged).plan?.Waves[1]?.PauseBefore).toBe(true);
  });

  it('may be JSON, begin with a byte order mark and end its lines as Windows does', () => {
    const json = JSON.stringify({ PlanName: 'x', Region: 'us-east-1', Waves: [{ WaveNumber: 1, WaveName: 'x', ServerIds: ['s-3d75cdc0d9a28a725'] }] });
    expect(read(json).plan?.PlanId).toBe('plan-x');
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`).plan?.PlanName).toBe('Web shop');
  });
});

describe('the faults of a plan file', () => {
  it('have path and line, in the order of the file', () => {
    const faulty = text
      .replace('eu-central-1\nP', 'mars\nP')
      .replace('s-3afa164776f93ce4f', 's-3d75cdc0d9a28a725')
      .replace('Dependencies: [1]', 'Dependencies:\n      - 1\n      - 3\n    Colour: red');
    expect(reportOf(faulty)).toBe(
      [
        'shop.yaml:3:  Region: must be an AWS Region such as eu-central-1, but is the text "mars"',
        'shop.yaml:9:  Waves[0].ServerIds[1]: s-3d75cdc0d9a28a725 is twice in wave 1 (Database): remove one',
        "shop.yaml:17:  Waves[1].Dependencies[1]: there is no wave 3: the plan's waves are 1, 2",
        'shop.yaml:18:  Waves[1].Colour: is not a known key: known here are WaveNumber, WaveName, ServerIds, ProtectionGroupId, ExecutionType, ExecutionOrder, Dependencies, WaitTimeSeconds, PauseBefore, ApprovalTimeoutSeconds, HealthCheck, LaunchActions, OnPartialFailure, TimeoutSeconds, RecoverySnapshotId',
      ].join('\n'),
    );
  });

  it('of a key that is missing stand where its map begins', () => {
    expect(reportOf(text.replace('    WaveName: Web\n', ''))).toBe('shop.yaml:11:  Waves[1].WaveName: is missing: the name of the wave, e.g. Database');
  });

  it('inside an alias stand where its anchor is written', () => {
    expect(read(text.replace('OnTimeout: WARN', 'OnTimeout: WARM')).faults).toEqual([
      { path: 'Waves[0].HealthCheck.OnTimeout', line: 10, message: expect.stringContaining('did you mean WARN?') },
      { path: 'Waves[1].HealthCheck.OnTimeout', line: 10, message: expect.stringContaining('did you mean WARN?') },
    ]);
  });

  it('of a merged key stand where it is written', () => {
    const source = text.replace('HealthCheck: *health', '<<:\n      PauseBefore: maybe');
    expect(reportOf(source)).toMatch(/^shop\.yaml:15: {2}Waves\[1\]\.PauseBefore: must be true or false/);
  });

  it.each([
    ['a key twice', text.replace('PlanName: Web shop', 'PlanName: a\nPlanName: b'), 'shop.yaml:3:  PlanName is there twice: remove one'],
    ['a tab', text.replace('  - WaveNumber: 2', '\t- WaveNumber: 2'), /^shop\.yaml:11: {2}is not valid YAML: is indented by a tab/],
    ['an open bracket', text.replace('Dependencies: [1]', 'Dependencies: [1'), /^shop\.yaml:1[56]: {2}is not valid YAML/],
    ['an alias without its anchor', text.replace('*health', '*helth'), /^shop\.yaml:14: {2}\*helth has no anchor &helth before it/],
    ['a tag nobody knows', text.replace('Web shop', '!secret x'), /^shop\.yaml:2: {2}is not valid YAML: Unresolved tag: !secret/],
    ['a second document', `${text}---\nmore: x\n`, 'shop.yaml:16:  is not valid YAML: a second document begins here (---): a file holds one'],
    ['nothing', '', 'shop.yaml:1:  the file is empty'],
    ['only a comment', '# later', 'shop.yaml:1:  the file is empty'],
    ['a list', '- a', 'shop.yaml:1:  the file must be a map of keys and values, but is a list'],
    ['a single word', 'plan', 'shop.yaml:1:  the file must be a map of keys and values, but is a single value'],
    ['an alias inside its own anchor', 'PlanName: &a [*a]', /^shop\.yaml:1: {2}an alias \(\*name\) stands inside its own anchor/],
    ['lists nested beyond reason', '['.repeat(20_000), 'shop.yaml:1:  the file is nested too deeply to be read'],
  ])('of syntax have their line: %s', (_title, source, report) => {
    const said = reportOf(source);
    if (typeof report === 'string') expect(said).toBe(report);
    else expect(said).toMatch(report);
    expect(said.split('\n')).toHaveLength(1);
  });

  it('of a key that is there twice come together with the others', () => {
    expect(reportOf(text.replace('Region: eu-central-1\nP', 'Region: a\nRegion: b\nP'))).toMatch(/Region: must be an AWS Region[^]*shop\.yaml:4: {2}Region is there twice/);
  });

  it('are told where anchors multiply beyond reason', () => {
    const bomb = [...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`);
    expect(reportOf(['a: &a [x,x,x,x,x,x,x,x,x]', ...bomb].join('\n'))).toBe('shop.yaml:1:  anchors are repeated more than 1000 times in all: write out what is meant');
  });
});

describe('any text', () => {
  const snippets = ['&a ', '*a', '<<: *a', '- ', ': ', '[', ']', '{', '}', '\t', '\n', '---\n', '"', "'", '!!set ', '? ', '| ', '\0', 'null', '1e999', '.nan', '0x1F', '__proto__: 1', '# '];
  const mutation = fc.record({
    at: fc.nat({ max: text.length }),
    removed: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
    inserted: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 6, unit: 'binary' })),
  });
  const mutated = fc
    .array(mutation, { minLength: 1, maxLength: 6 })
    .map((mutations) => mutations.reduce((source, { at, removed, inserted }) => source.slice(0, at) + inserted + source.slice(at + removed), text));

  it('gives a plan or faults with a message and a line of the file, and never an error', () => {
    fc.assert(
      fc.property(mutated, (source) => {
        const reading = read(source);
        if (reading.faults === undefined) return reading.plan.Waves.length > 0;
        const lines = source.split('\n').length;
        return reading.faults.length > 0 && reading.faults.every((fault) => fault.message !== '' && (fault.line ?? 0) >= 1 && (fault.line ?? 0) <= lines);
      }),
      { numRuns: 1_000 },
    );
  });
});
